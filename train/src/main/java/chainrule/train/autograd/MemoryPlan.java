package chainrule.train.autograd;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Decides which results and gradients of a tape share memory. Time runs from 0, the first op
/// forward, over `N - 1`, the last, and `N`, the last op backward, to `2N - 1`, the first op
/// backward; what is kept lives to `2N`. A result lives until its last reader; a gradient from its
/// first contribution until the op that made the value has used it. Where an op allows it, one is
/// written over another, and a gradient that an op only passes on is not copied.
final class MemoryPlan {
  private final List<Recorded> nodes;
  private final List<Block> blocks = new ArrayList<>();

  /// @param nodes those that run, in order; [Recorded#isActive] says which run backward
  /// @param loss where backward begins, if it runs at all
  MemoryPlan(List<Recorded> nodes, Optional<Result> loss) {
    this.nodes = nodes;
    for (int i = 0; i < nodes.size(); i++) {
      Recorded node = nodes.get(i);
      node.time = i;
      for (Result result : node.out) {
        result.forgetPlan();
      }
    }
    findLastUses();
    nodes.forEach(this::planForward);
    loss.ifPresent(result -> result.gradientBlock = block(result, backwardTime(result.node)));
    nodes.reversed().stream().filter(node -> node.isActive).forEach(this::planBackward);
  }

  List<Block> blocks() {
    return blocks;
  }

  private int backwardTime(Recorded node) {
    return 2 * nodes.size() - 1 - node.time;
  }

  private void findLastUses() {
    for (Recorded node : nodes) {
      for (int i = 0; i < node.in.length; i++) {
        if (node.in[i] instanceof Result result) {
          boolean again = node.isActive && node.op.readsInput(i);
          result.lastUse = Math.max(result.lastUse, again ? backwardTime(node) : node.time);
          result.contributions += isContribution(node, i) ? 1 : 0;
        }
      }
      for (Result result : node.out) {
        boolean again = node.isActive && node.op.readsResult(result.index);
        int last = again ? backwardTime(node) : node.time;
        result.lastUse = Math.max(result.lastUse, result.kept ? 2 * nodes.size() : last);
      }
    }
    for (Recorded node : nodes.reversed()) {
      if (node.op.isView() && node.in[0] instanceof Result seen) {
        seen.lastUse = Math.max(seen.lastUse, node.out[0].lastUse);
      }
    }
  }

  static boolean isContribution(Recorded node, int input) {
    return node.isActive && node.in[input].isTracked() && node.op.isDifferentiable(input);
  }

  private void planForward(Recorded node) {
    for (Result result : node.out) {
      boolean isUnread = result.lastUse == node.time;
      if (!result.type.isReal() || (isUnread && node.op.mayLeaveOut(result.index))) {
        continue;
      }
      if (node.op.isView()) {
        if (node.in[0] instanceof Result seen) {
          result.block = seen.block;
        }
        continue;
      }
      result.block = result.index == 0 ? overwritten(node) : Block.NONE;
      if (result.block == Block.NONE) {
        result.block = block(result, node.time);
      }
      result.block.extend(result.lastUse);
    }
  }

  private static Block overwritten(Recorded node) {
    for (int i = 0; i < node.in.length; i++) {
      if (node.op.mayOverwrite(i)
          && node.in[i] instanceof Result before
          && before.block != Block.NONE
          && before.block.end == node.time
          && sameSize(before, node.out[0])) {
        return before.block;
      }
    }
    return Block.NONE;
  }

  private void planBackward(Recorded node) {
    int now = backwardTime(node);
    Result result = node.out[0];
    Block passed = result.gradientBlock;
    for (int i = 0; i < node.in.length && passed != Block.NONE; i++) {
      if (wantsFirst(node, i)
          && node.op.passesGradient(i)
          && node.in[i] instanceof Result input
          && sameSize(input, result)
          && input.contributions == 1
          && passed.nextWrite > backwardTime(input.node)) {
        input.gradientBlock = passed;
        passed.extend(backwardTime(input.node));
      }
    }
    for (int i = 0; i < node.in.length; i++) {
      if (wantsFirst(node, i) && node.in[i] instanceof Result input) {
        input.gradientBlock = ownGradient(node, i, input, passed, now);
        input.gradientBlock.extend(backwardTime(input.node));
      }
    }
    for (int i = 0; i < node.in.length; i++) {
      if (isContribution(node, i) && node.in[i] instanceof Result input) {
        input.planned++;
        if (input.contributions > 1 && input.planned == input.contributions) {
          input.gradientBlock.nextWrite = Block.NEVER;
        }
      }
    }
  }

  /// Whether a gradient block has to be found for an input, now that its first contribution comes.
  private static boolean wantsFirst(Recorded node, int i) {
    return isContribution(node, i)
        && node.in[i] instanceof Result input
        && input.gradientBlock == Block.NONE;
  }

  private Block ownGradient(Recorded node, int i, Result input, Block passed, int now) {
    if (node.takesAgain(i)) {
      return block(input, now); // cleared, and then added to
    }
    boolean asLarge = passed != Block.NONE && sameSize(input, node.out[0]);
    if (asLarge && passed.nextWrite == Block.NEVER) {
      int next = nextContribution(node, input);
      if (node.op.passesGradient(i) && passed.end < next) {
        passed.nextWrite = next;
        return passed;
      }
      if (node.op.mayOverwriteGradient(i) && passed.end == now) {
        return passed;
      }
    }
    if (node.op.mayBecomeGradient(i) && input.block != Block.NONE && input.block.end == now) {
      return input.block;
    }
    return block(input, now);
  }

  /// When the next op adds to the gradient of a value.
  private int nextContribution(Recorded node, Result input) {
    int next = Block.NEVER;
    for (int time = node.time - 1; time > input.node.time && next == Block.NEVER; time--) {
      Recorded earlier = nodes.get(time);
      for (int i = 0; i < earlier.in.length; i++) {
        if (earlier.in[i].equals(input) && isContribution(earlier, i)) {
          next = backwardTime(earlier);
        }
      }
    }
    return next;
  }

  private Block block(Result result, int start) {
    Block block = new Block(result.shape().elements(), start, start);
    blocks.add(block);
    return block;
  }

  private static boolean sameSize(Result a, Result b) {
    return a.type == b.type && a.shape().elements() == b.shape().elements();
  }
}
