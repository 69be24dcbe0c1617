package dev.drawdown;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Holds the arrows between the packages: data and imports flow one way, and the engine knows nobody. */
class ArchitectureTest {
    private static final String ROOT = "dev.drawdown";

    /**
     * What each package may know of the others, besides the schemas. A package that is not named here is an error; one
     * within another has the arrows of the outer one, unless it is named itself.
     */
    private static final Map<String, List<String>> MAY_KNOW = mayKnow();

    private static final JavaClasses PROGRAM = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(ROOT);

    private static Map<String, List<String>> mayKnow() {
        Map<String, List<String>> arrows = new LinkedHashMap<>();
        arrows.put("engine", List.of());
        arrows.put("config", List.of("engine"));
        arrows.put("wire", List.of("engine"));
        arrows.put("store", List.of());
        arrows.put("topology", List.of("engine", "owners", "store", "wire"));
        arrows.put("owners", List.of("engine", "store", "topology", "wire"));
        arrows.put("payments", List.of("engine", "config"));
        arrows.put("payments.stripe", List.of("engine", "config", "payments"));
        arrows.put("payments.stream", List.of("engine", "payments", "store", "wire"));
        arrows.put("views", List.of("engine", "config", "store", "wire"));
        arrows.put("notify", List.of("engine", "config"));
        arrows.put("audit", List.of("engine", "config", "payments", "wire"));
        arrows.put("api", List.of("engine", "config", "payments", "payments.stream", "wire", "views"));
        arrows.put("topics", List.of());
        arrows.put("embedded", List.of());
        arrows.put("demo", List.of("engine", "config", "topics", "embedded"));
        arrows.put("launch", List.copyOf(arrows.keySet()));
        return arrows;
    }

    @TestFactory
    List<DynamicTest> packagesShouldOnlyKnowWhatTheArrowsAllow() {
        return MAY_KNOW.entrySet().stream()
                .map(arrow -> DynamicTest.dynamicTest(
                        arrow.getKey(),
                        () -> onlyKnows(arrow.getKey(), arrow.getValue()).check(PROGRAM)))
                .toList();
    }

    private static ArchRule onlyKnows(String name, List<String> allowed) {
        String[] forbidden = MAY_KNOW.keySet().stream()
                .filter(other -> !other.equals(name) && !allowed.contains(other))
                .map(other -> ROOT + "." + other + "..")
                .toArray(String[]::new);
        return noClasses()
                .that()
                .resideInAPackage(ROOT + "." + name + "..")
                .and()
                .resideOutsideOfPackages(namedWithin(name))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(forbidden)
                .allowEmptyShould(true);
    }

    private static String[] namedWithin(String name) {
        return MAY_KNOW.keySet().stream()
                .filter(other -> other.startsWith(name + "."))
                .map(other -> ROOT + "." + other + "..")
                .toArray(String[]::new);
    }

    @Test
    void everyPackageShouldHaveItsArrows() {
        String[] known =
                MAY_KNOW.keySet().stream().map(name -> ROOT + "." + name + "..").toArray(String[]::new);
        classes()
                .that()
                .resideInAPackage(ROOT + "..")
                .and()
                .resideOutsideOfPackages(ROOT, ROOT + ".schemas..")
                .should()
                .resideInAnyPackage(known)
                .check(PROGRAM);
    }

    @Test
    void engineShouldImportOnlyJavaAndItself() {
        classes()
                .that()
                .resideInAPackage(ROOT + ".engine..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", "org.jspecify.annotations..", ROOT + ".engine..")
                .check(PROGRAM);
    }

    @Test
    void engineShouldReadNoClockAndDrawNoRandomNumber() {
        noClasses()
                .that()
                .resideInAPackage(ROOT + ".engine..")
                .should()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(UUID.class, "randomUUID")
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(RandomGenerator.class)
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(Clock.class)
                .check(PROGRAM);
    }

    @Test
    void onlyThePackageBehindThePortsShouldKnowStripe() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + ".payments.stripe")
                .should()
                .dependOnClassesThat(resideInAPackage("com.stripe.."))
                .check(PROGRAM);
    }

    @Test
    void onlyTheVerifierOfJwtsShouldKnowItsLibrary() {
        noClasses()
                .that()
                .resideInAPackage(ROOT + "..")
                .and()
                .doNotHaveFullyQualifiedName(ROOT + ".api.jwt.JwtVerifier")
                .should()
                .dependOnClassesThat(resideInAPackage("org.jose4j.."))
                .check(PROGRAM);
    }

    @Test
    void theMachineOfPaymentsShouldBePure() {
        classes()
                .that()
                .haveNameMatching(".*\\.payments\\.Payment(Machine|State|Step|Event|Order|Result)(\\$.*)?")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "java.lang..", "java.time", "java.util..", "org.jspecify.annotations..", ROOT + ".payments")
                .andShould()
                .onlyDependOnClassesThat(DescribedPredicate.not(resideInAPackage("java.util.concurrent..")))
                .check(PROGRAM);
        noClasses()
                .that()
                .haveNameMatching(".*\\.payments\\.Payment(Machine|State|Step|Event).*")
                .should()
                .callMethod(Instant.class, "now")
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(Clock.class)
                .check(PROGRAM);
    }

    @Test
    void onlyTheCommandLineShouldKnowTheEmbeddedServers() {
        noClasses()
                .that()
                .resideOutsideOfPackages(ROOT + ".launch..", ROOT + ".demo..", ROOT + ".embedded..")
                .should()
                .dependOnClassesThat(resideInAPackage(ROOT + ".embedded.."))
                .check(PROGRAM);
    }

    @Test
    void nobodyShouldKnowTheBrokersInternalsButTheEmbeddedServers() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + ".embedded..")
                .should()
                .dependOnClassesThat(resideInAPackage("kafka.."))
                .check(PROGRAM);
    }

    @Test
    void theEngineAndItsRulesShouldBeFreeOfCyclesWithOthers() {
        slices().matching(ROOT + ".(engine|config|topics|api|launch|demo|embedded|audit|notify|views|payments)..")
                .should()
                .beFreeOfCycles()
                .check(PROGRAM);
    }
}
