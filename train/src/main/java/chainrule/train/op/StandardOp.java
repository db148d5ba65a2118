package chainrule.train.op;

import chainrule.train.autograd.Op;

/// The table of contents of the ops: one line for each, so that a test can run over all of them.
public sealed interface StandardOp extends Op
    permits Activation,
        Arithmetic,
        Attention,
        CachedAttention,
        Concat,
        CrossEntropy,
        Dropout,
        Einsum,
        Gate,
        Gather,
        Gemm,
        Gru,
        HashedContext,
        LayerNormalization,
        LinearCrossEntropy,
        Lstm,
        Max,
        PickRow,
        PreviousIds,
        Reduce,
        Reshape,
        RmsNormalization,
        Rnn,
        RotaryEmbedding,
        Scale,
        Slice,
        Softmax,
        StopGradient,
        Transpose {}
