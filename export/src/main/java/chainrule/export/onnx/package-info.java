/// The ONNX file format, read and written.
///
/// [OnnxWriter][chainrule.export.onnx.OnnxWriter] writes a [Graph][chainrule.train.graph.Graph]
/// with what is known about it; [OnnxReader][chainrule.export.onnx.OnnxReader] gives it back. The
/// field numbers are those of the ONNX intermediate representation (version 10 and newer) and stand
/// in one place, [Field][chainrule.export.onnx.Field].
package chainrule.export.onnx;
