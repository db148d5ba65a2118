/// ONNX: its file format (`onnx`) and its runtime (`runtime`). Imports `chainrule.train`.
package chainrule.export;
