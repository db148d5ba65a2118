/// ONNX Runtime: the one package that calls it. [OnnxRuntime][chainrule.export.runtime.OnnxRuntime]
/// tells what it can do on this machine, and [CudaLibrary][chainrule.export.runtime.CudaLibrary]
/// what a GPU would need besides. The environment is made in one place, because
/// [Telemetry][chainrule.export.runtime.Telemetry] must be forbidden before.
/// [StepSession][chainrule.export.runtime.StepSession] runs a language model step by step; with it,
/// [SelfCheck][chainrule.export.runtime.SelfCheck] sees whether a file still says what it said at
/// its export, and [ExportedModel][chainrule.export.runtime.ExportedModel] scores texts.
///
/// A [Generator][chainrule.export.runtime.Generator] makes
/// [Sequence][chainrule.export.runtime.Sequence]s, in stretches that a
/// [Decoder][chainrule.export.runtime.Decoder] makes at once:
/// [LoopDecoder][chainrule.export.runtime.LoopDecoder] inside of ONNX Runtime,
/// [InPlaceDecoder][chainrule.export.runtime.InPlaceDecoder] turn by turn for many sequences,
/// [HostDecoder][chainrule.export.runtime.HostDecoder] token by token. Between stretches only
/// tokens and random numbers pass from one side to the other; keys and values stay where they are.
/// [NodePlacement][chainrule.export.runtime.NodePlacement] tells which provider computes what.
package chainrule.export.runtime;
