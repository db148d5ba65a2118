/// What a training run leaves on disk, so that nothing is lost.
///
/// [Safetensors][chainrule.train.checkpoint.Safetensors] are named tensors in a file that other
/// tools read, too. [RunFolder][chainrule.train.checkpoint.RunFolder] knows the names of a run's
/// files and lets one process write them at a time; [States][chainrule.train.checkpoint.States] are
/// the states to resume from, newest first, each whole or refused;
/// [ValidationWindows][chainrule.train.checkpoint.ValidationWindows] are tokens for later checks.
package chainrule.train.checkpoint;
