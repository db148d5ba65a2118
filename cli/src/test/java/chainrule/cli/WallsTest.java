package chainrule.cli;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// The walls of the house: who may import whom, and what only one room may do.
class WallsTest {
  /// The order of the packages: each imports only those before it in its module, and all of the
  /// modules before its own. What stands below a package belongs to it.
  private static final List<String> ORDER =
      List.of(
          "chainrule.tokenize.io",
          "chainrule.tokenize.text",
          "chainrule.tokenize.tokenizer",
          "chainrule.tokenize.stream",
          "chainrule.train.tensor",
          "chainrule.train.kernel",
          "chainrule.train.graph",
          "chainrule.train.autograd",
          "chainrule.train.op",
          "chainrule.train.nn",
          "chainrule.train.model",
          "chainrule.train.optim",
          "chainrule.train.data",
          "chainrule.train.checkpoint",
          "chainrule.train.score",
          "chainrule.train.sampling",
          "chainrule.train.loop",
          "chainrule.train.ngram",
          "chainrule.export.onnx",
          "chainrule.export.runtime",
          "chainrule.cli.console",
          "chainrule.cli.reference",
          "chainrule.cli.option",
          "chainrule.cli.command",
          "chainrule.cli");

  private static final Set<String> STARTING_THREADS =
      Set.of("parallel", "parallelStream", "startVirtualThread", "ofVirtual", "ofPlatform");

  private static final JavaClasses OURS =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("chainrule");

  @Test
  void allFourModulesAreLookedAt() {
    TreeSet<String> modules = new TreeSet<>();
    for (JavaClass type : OURS) {
      modules.add(type.getPackageName().replaceFirst("^chainrule\\.(\\w+).*", "$1"));
    }
    assertEquals(new TreeSet<>(List.of("tokenize", "train", "export", "cli")), modules);
  }

  @Test
  void everyPackageHasItsPlace() {
    TreeSet<String> homeless = new TreeSet<>();
    for (JavaClass type : OURS) {
      if (!type.getSimpleName().equals("package-info") && place(type) < 0) {
        homeless.add(type.getPackageName());
      }
    }
    assertEquals(new TreeSet<>(), homeless);
  }

  @Test
  void eachPackageImportsOnlyThoseBeforeIt() {
    for (String room : ORDER) {
      noClasses()
          .that(standIn(room))
          .should()
          .dependOnClassesThat(standAfter(room))
          .allowEmptyShould(true)
          .check(OURS);
    }
  }

  @Test
  void ngramSeesOnlyTokenizeScoreAndSampling() {
    noClasses()
        .that(standIn("chainrule.train.ngram"))
        .should()
        .dependOnClassesThat(
            resideInAPackage("chainrule.train..")
                .and(
                    not(
                        resideInAnyPackage(
                            "chainrule.train.ngram..",
                            "chainrule.train.score..",
                            "chainrule.train.sampling.."))))
        .check(OURS);
  }

  @Test
  void scoreSeesOnlyTokenize() {
    noClasses()
        .that(standIn("chainrule.train.score"))
        .should()
        .dependOnClassesThat(
            resideInAPackage("chainrule.train..")
                .and(not(resideInAPackage("chainrule.train.score.."))))
        .allowEmptyShould(true)
        .check(OURS);
  }

  @Test
  void theVectorApiStaysInTheKernels() {
    onlyIn("jdk.incubator..", "chainrule.train.kernel..");
  }

  @Test
  void onnxRuntimeStaysInItsPackage() {
    onlyIn("ai.onnxruntime..", "chainrule.export.runtime..");
  }

  @Test
  void picocliStaysInTheCommandLine() {
    onlyIn("picocli..", "chainrule.cli..");
  }

  @Test
  void compressionStaysWithTheFiles() {
    onlyIn("org.apache.commons.compress..", "chainrule.tokenize.io..");
    onlyIn("org.tukaani.xz..", "chainrule.tokenize.io..");
    onlyIn("io.airlift.compress..", "chainrule.tokenize.io..");
  }

  @Test
  void nobodyUsesUnsafe() {
    onlyIn("sun.misc..", "nowhere");
    onlyIn("jdk.internal..", "nowhere");
  }

  @Test
  void onlyParallelStartsThreads() {
    DescribedPredicate<JavaClass> others =
        not(nameMatching("chainrule\\.tokenize\\.io\\.(Parallel|Team)(\\$.*)?"));
    noClasses().that(others).should().callMethod(Thread.class, "start").check(OURS);
    noClasses()
        .that(others)
        .should()
        .dependOnClassesThat(
            resideInAPackage("java.util.concurrent")
                .and(nameMatching(".*(Executor.*|ForkJoin.*|CompletableFuture|Timer)")))
        .check(OURS);
    noClasses()
        .that(others)
        .should()
        .callMethodWhere(
            DescribedPredicate.describe(
                "start threads",
                call ->
                    call.getTargetOwner().getPackageName().startsWith("java.")
                        && STARTING_THREADS.contains(call.getName())))
        .check(OURS);
  }

  @Test
  void onlyMainEndsTheProcess() {
    DescribedPredicate<JavaClass> others = not(nameMatching("chainrule\\.cli\\.Main"));
    noClasses().that(others).should().callMethod(System.class, "exit", int.class).check(OURS);
    noClasses().that(others).should().callMethod(Runtime.class, "exit", int.class).check(OURS);
    noClasses().that(others).should().callMethod(Runtime.class, "halt", int.class).check(OURS);
  }

  /// Commands speak through their console.
  @Test
  void nobodyPrintsPastTheConsole() {
    for (String stream : List.of("in", "out", "err")) {
      noClasses().should().accessField(System.class, stream).check(OURS);
    }
  }

  private static void onlyIn(String library, String room) {
    noClasses()
        .that(not(resideInAPackage(room)))
        .should()
        .dependOnClassesThat(resideInAPackage(library))
        .check(OURS);
  }

  private static DescribedPredicate<JavaClass> standIn(String room) {
    int place = ORDER.indexOf(room);
    return DescribedPredicate.describe("stand in " + room, type -> place(type) == place);
  }

  private static DescribedPredicate<JavaClass> standAfter(String room) {
    int place = ORDER.indexOf(room);
    return DescribedPredicate.describe("stand after " + room, type -> place(type) > place);
  }

  /// The index in [#ORDER] of the longest name that the package begins with, or -1.
  private static int place(JavaClass type) {
    String dotted = type.getPackageName() + ".";
    int best = -1;
    for (int i = 0; i < ORDER.size(); i++) {
      if (dotted.startsWith(ORDER.get(i) + ".")
          && (best < 0 || ORDER.get(i).length() > ORDER.get(best).length())) {
        best = i;
      }
    }
    return best;
  }
}
