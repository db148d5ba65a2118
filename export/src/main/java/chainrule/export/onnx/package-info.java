/// The ONNX file format, and language models in it.
///
/// [OnnxWriter][chainrule.export.onnx.OnnxWriter] writes a [Graph][chainrule.train.graph.Graph]
/// with what is known about it; [OnnxReader][chainrule.export.onnx.OnnxReader] gives it back. The
/// field numbers are those of the ONNX intermediate representation (version 10 and newer) and stand
/// in one place, [Field][chainrule.export.onnx.Field]. What the one has written, a
/// [Checksum][chainrule.export.onnx.Checksum] proves to the other.
///
/// [StepGraph][chainrule.export.onnx.StepGraph] draws a language model, and
/// [RunExport][chainrule.export.onnx.RunExport] takes a run's weights past the memory into a file
/// with the [ModelNotes][chainrule.export.onnx.ModelNotes] that make it complete.
/// [LanguageModelFile][chainrule.export.onnx.LanguageModelFile] is such a file, ours or another's,
/// opened again. Its step, nodes and weights as the bytes that they are, and a sampler make a
/// [DecodingTurn][chainrule.export.onnx.DecodingTurn]: the body of a
/// [DecodingLoop][chainrule.export.onnx.DecodingLoop], or a
/// [DecodingStep][chainrule.export.onnx.DecodingStep] for many sequences.
package chainrule.export.onnx;
