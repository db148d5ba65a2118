package chainrule.train.nn;

import chainrule.train.autograd.Execution;
import chainrule.train.autograd.Value;
import java.util.ArrayList;
import java.util.List;

/// Blocks one after another, and a norm at the end.
public final class Transformer implements SequenceModel {
  private final List<TransformerBlock> blocks;
  private final Layer norm;
  private final int width;

  public Transformer(List<TransformerBlock> blocks, Layer norm, int width) {
    this.blocks = List.copyOf(blocks);
    this.norm = norm;
    this.width = width;
  }

  @Override
  public Value apply(Execution execution, Vectors x, Context context, State state) {
    Value y = x.dense(execution);
    for (TransformerBlock block : blocks) {
      y = block.apply(execution, y, context, state);
    }
    return norm.apply(execution, y);
  }

  @Override
  public int width() {
    return width;
  }

  @Override
  public List<Slot> state() {
    List<Slot> slots = new ArrayList<>();
    for (int i = 0; i < blocks.size(); i++) {
      slots.addAll(blocks.get(i).attention().state(i));
    }
    return slots;
  }
}
