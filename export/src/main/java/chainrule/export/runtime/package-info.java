/// ONNX Runtime: the one package that calls it. [OnnxRuntime][chainrule.export.runtime.OnnxRuntime]
/// tells what it can do on this machine, and [CudaLibrary][chainrule.export.runtime.CudaLibrary]
/// what a GPU would need besides. The environment is made in one place, because
/// [Telemetry][chainrule.export.runtime.Telemetry] must be forbidden before.
/// [StepSession][chainrule.export.runtime.StepSession] runs a language model step by step.
package chainrule.export.runtime;
