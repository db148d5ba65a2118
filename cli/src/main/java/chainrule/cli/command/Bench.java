package chainrule.cli.command;

import chainrule.cli.console.Console;
import chainrule.cli.reference.Page;
import chainrule.tokenize.io.BadSetting;

/// `bench`: what its parts measure.
@Page(
    summary = "measure how fast this machine is at something",
    description =
        """
        Measures steady speed, after a warm-up, so that machines, versions and other programs can \
        be compared. What is measured is the second word.
        """,
    examples =
        """
        # Training steps of the configuration that other frameworks are compared on
        chainrule bench train --config a

        # Tokens a second of a model of your own
        chainrule bench sample model.onnx
        """)
final class Bench extends Command {
  @Override
  protected void run(Console console) {
    throw new BadSetting(
        "bench needs to know what to measure",
        "try: chainrule bench train, chainrule bench sample");
  }
}
