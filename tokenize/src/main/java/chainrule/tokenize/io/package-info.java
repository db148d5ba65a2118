/// Bytes in, bytes out, and threads.
///
/// An [Input][chainrule.tokenize.io.Input] is read through its decompressor; an
/// [AtomicFile][chainrule.tokenize.io.AtomicFile] appears whole or not at all. What a user can mend
/// is a [Failure][chainrule.tokenize.io.Failure], one subclass for each exit code.
/// [Parallel][chainrule.tokenize.io.Parallel] is the only class of the project that starts threads.
/// [Json][chainrule.tokenize.io.Json] and [Protobuf][chainrule.tokenize.io.Protobuf] are the two
/// formats that files of several kinds are made of.
package chainrule.tokenize.io;
