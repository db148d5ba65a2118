package chainrule.cli.command;

import chainrule.cli.console.Console;
import chainrule.cli.reference.CompletionScript;
import chainrule.cli.reference.Page;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine.Parameters;

/// `completion`: the script that teaches a shell our commands.
@Page(
    summary = "print the completions for a shell",
    description =
        """
        Prints a script that teaches the shell to complete commands, options, their values, and \
        files by what an option takes. The same scripts stand in the folder completions.
        """,
    examples =
        """
        # bash, from its next start on
        mkdir -p ~/.config/chainrule
        chainrule completion bash > ~/.config/chainrule/completion.bash
        echo 'source ~/.config/chainrule/completion.bash' >> ~/.bashrc

        # zsh, where ~/.zfunc is in fpath
        chainrule completion zsh > ~/.zfunc/_chainrule

        # fish
        chainrule completion fish > ~/.config/fish/completions/chainrule.fish
        """)
final class Completion extends Command {
  @Parameters(paramLabel = "SHELL", description = "The shell.")
  private CompletionScript shell;

  @Override
  protected void run(Console console) throws IOException {
    String script = shell.of(CommandTree.program(), CommandTree.references());
    console.out().write(script.getBytes(StandardCharsets.UTF_8));
  }
}
