package dev.perf.engine.internal.shape;

import static dev.perf.engine.internal.shape.Bound.read;
import static dev.perf.engine.internal.shape.Bound.refused;
import static dev.perf.engine.internal.shape.Bound.refusedByReaderAlone;
import static dev.perf.engine.internal.shape.Key.key;
import static org.assertj.core.api.Assertions.assertThat;

import dev.perf.source.SourceLocation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Known and unknown keys, those that are missing, and that a mistake is not followed by others that come of it. */
class MappingTest {

    private record Pet(String name, int legs, List<String> seen) {}

    private static final Key<String> NAME =
            key("name", Shapes.word(), "What it is called.").required();
    private static final Key<Integer> LEGS =
            key("legs", Shapes.count(0), "How many it has.").also("feet", "paws");
    private static final Key<Object> WINGS = Key.refused("wings", "birds cannot be kept here; keep a cat");
    private static final Key<Map<String, String>> FOOD =
            key("food", Shapes.mapOf("food", Shapes.text()), "What it eats, by the time of day.");

    private final List<String> seen = new ArrayList<>();

    private final Mapping<Pet> shape = Mapping.of("a pet", List.of(NAME, LEGS, WINGS, FOOD), this::pet);

    private @Nullable Pet pet(Fields fields) {
        seen.add(SourceLocation.caller().toString());
        String name = fields.get(NAME);
        int legs = fields.get(LEGS, 4);
        if (legs > 8) {
            fields.mistake(LEGS, "is too many");
        }
        if (legs == 3) {
            throw new IllegalArgumentException("legs come in pairs");
        }
        return name == null ? null : new Pet(name, legs, seen);
    }

    @Test
    void readsKeysByAllTheirNames() {
        assertThat(read(shape, "name: Tom")).isEqualTo(new Pet("Tom", 4, seen));
        assertThat(read(shape, "{legs: 6, name: Tom}")).isEqualTo(new Pet("Tom", 6, seen));
        assertThat(read(shape, "{paws: 2, name: Tom}")).isEqualTo(new Pet("Tom", 2, seen));
    }

    @Test
    void whatIsMadeOfItKnowsTheLineOfTheFile() {
        Pet unused = read(Shapes.listOf(shape), "- name: Tom\n- name: Ada\n  legs: 2\n")
                .getFirst();

        assertThat(seen).containsExactly("test.yaml:1", "test.yaml:2");
    }

    @Test
    void aKeyWithNothingBehindItIsAsIfItWereNotThere() {
        assertThat(Bound.of(shape, "name: Tom\nlegs:\n").value()).isEqualTo(new Pet("Tom", 4, seen));
        assertThat(refused(shape, "name: ~\nlegs: 2\n")).isEqualTo("""
            test.yaml:1:1: "name" is missing: a text that is not blank
                1 | name: ~
                  | ^\
            """);
    }

    @Test
    void tellsWhatIsMissing() {
        assertThat(refused(shape, "legs: 2")).isEqualTo("""
            test.yaml:1:1: "name" is missing: a text that is not blank
                1 | legs: 2
                  | ^\
            """);
        assertThat(refused(shape, "{}")).startsWith("test.yaml:1:1: \"name\" is missing: ");
        assertThat(refused(Shapes.listOf(shape), "- name: a\n-\n"))
                .startsWith("test.yaml:2:2: [1]: \"name\" is missing: a text that is not blank\n");
    }

    @Test
    void aKeyThatNobodyKnowsMayBeWhatIsMissing() {
        assertThat(refused(shape, "nam: Tom\nlegs: 2")).isEqualTo("""
            test.yaml:1:1: nam: no key of a pet; did you mean "name"?
                1 | nam: Tom
                  | ^^^\
            """);
        assertThat(refused(shape, "name: Tom\ncolour: red")).isEqualTo("""
            test.yaml:2:1: colour: no key of a pet; known are name, legs, food
                2 | colour: red
                  | ^^^^^^\
            """);
    }

    @Test
    void aKeyThatCannotBeReadIsNotMissing() {
        assertThat(refused(shape, "name: [Tom]\nlegs: many")).isEqualTo("""
            2 mistakes
            test.yaml:1:7: name: a text that is not blank is expected here, got a list
                1 | name: [Tom]
                  |       ^
            test.yaml:2:7: legs: a whole number from 0 to 2147483647 is expected here, got the value "many"
                2 | legs: many
                  |       ^^^^\
            """);
    }

    @Test
    void namesOfOneKeyStandInEachOthersWay() {
        assertThat(refusedByReaderAlone(shape, "name: Tom\npaws: 2\nfeet: 3")).isEqualTo("""
            test.yaml:3:1: feet: the same as "paws", which is there already; keep one
                3 | feet: 3
                  | ^^^^\
            """);
    }

    @Test
    void whatIsKnownAndRefusedHasItsReason() {
        assertThat(refused(shape, "name: Tom\nwings: 2")).isEqualTo("""
            test.yaml:2:8: wings: birds cannot be kept here; keep a cat
                2 | wings: 2
                  |        ^\
            """);
        assertThat(refused(shape, "name: Tom\nwing: 2"))
                .startsWith("test.yaml:2:1: wing: no key of a pet; known are name, legs, food\n");
    }

    @Test
    void mistakesOfAKeyStandAtItsValueUnderTheNameThatWasWritten() {
        assertThat(refusedByReaderAlone(shape, "name: Tom\npaws: 9")).isEqualTo("""
            test.yaml:2:7: paws: is too many
                2 | paws: 9
                  |       ^\
            """);
        assertThat(refused(shape, "name: Tom\nfood: {noon: [fish], 'late night': []}"))
                .isEqualTo("""
                    2 mistakes
                    test.yaml:2:14: food.noon: a text is expected here, got a list
                        2 | food: {noon: [fish], 'late night': []}
                          |              ^
                    test.yaml:2:36: food.late night: a text is expected here, got a list
                        2 | food: {noon: [fish], 'late night': []}
                          |                                    ^\
                    """);
    }

    @Test
    void whatTheApiRefusesIsAMistakeOfTheMapping() {
        assertThat(refusedByReaderAlone(Shapes.listOf(shape), "- name: Tom\n  legs: 3"))
                .isEqualTo("""
                    test.yaml:1:3: [0]: legs come in pairs
                        1 | - name: Tom
                          |   ^\
                    """);
    }

    @Test
    void otherKindsOfValuesAreNoMappings() {
        assertThat(refused(shape, "Tom")).isEqualTo("""
            test.yaml:1:1: a pet (a mapping) is expected here, got the value "Tom"
                1 | Tom
                  | ^^^\
            """);
        assertThat(refused(shape, "[Tom]"))
                .startsWith("test.yaml:1:1: a pet (a mapping) is expected here, got a list\n");
    }

    @Test
    void describesItselfToEditors() {
        Mapping<Pet> small = Mapping.of(
                "a pet",
                List.of(
                        NAME.like("Tom", "Ada"),
                        LEGS.required(),
                        WINGS,
                        key("mate", Shapes.named("pet", () -> shape), "Another one.")),
                this::pet);
        var definitions = new Definitions();

        Map<String, Object> schema = small.schema(definitions);

        assertThat(schema)
                .containsEntry("type", "object")
                .containsEntry("additionalProperties", false)
                .containsEntry("required", List.of("name"))
                .containsEntry(
                        "allOf",
                        List.of(Map.of(
                                "anyOf",
                                List.of(
                                        Map.of("required", List.of("legs")),
                                        Map.of("required", List.of("feet")),
                                        Map.of("required", List.of("paws"))))));
        assertThat(schema.get("properties"))
                .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.map(String.class, Object.class))
                .containsOnlyKeys("name", "legs", "feet", "paws", "mate")
                .containsEntry(
                        "mate",
                        Map.of(
                                "description",
                                "Another one.",
                                "anyOf",
                                List.of(Map.of("$ref", "#/definitions/pet"), Map.of("type", "null"))))
                .extractingByKey("name")
                .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.map(String.class, Object.class))
                .containsEntry("description", "What it is called.")
                .containsEntry("examples", List.of("Tom", "Ada"));
        assertThat(definitions.all()).containsOnlyKeys("pet");
    }
}
