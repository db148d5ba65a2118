/// Language models and how they are learned: counted (`ngram`) or trained (`tensor` to `loop`).
/// Imports `chainrule.tokenize`; knows nothing of ONNX files or of the command line.
package chainrule.train;
