/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.core.capture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.config.PipelineConfig.TableRule;
import dev.sluice.core.source.TableId;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class TableFiltersTest {
    private static TableRule rule(String match, String... exclude) {
        return new TableRule(match, List.of(exclude), Optional.empty());
    }

    /** As Debezium does: it splits a list at commas that no backslash stands before, then matches the whole name. */
    private static boolean matches(String list, String name) {
        return List.of(list.split("(?<!\\\\),")).stream()
                .anyMatch(pattern -> Pattern.compile(pattern, Pattern.CASE_INSENSITIVE)
                        .matcher(name)
                        .matches());
    }

    @Test
    void whateverThePatternsMatchIsIncluded() {
        String list = new TableFilters(List.of(rule("shop.*"), rule("public.order?"), rule("p.a,b"))).included();

        assertThat(List.of("shop.a", "shop.later\n", "public.orders", "p.a,b")).allMatch(name -> matches(list, name));
        assertThat(List.of("shopx.a", "public.order", "public.orders2", "other.a"))
                .noneMatch(name -> matches(list, name));
    }

    @Test
    void theFirstRuleDecidesWhatIsExcluded() {
        List<TableRule> rules = List.of(rule("s.kept"), rule("s.*", "secret"));
        String list = new TableFilters(rules).excluded(List.of(), table -> rules.getFirst());

        assertThat(matches(list, "s.kept.secret")).isFalse();
        assertThat(matches(list, "s.later.secret")).isTrue();
        assertThat(matches(list, "s.later.secrets")).isFalse();
    }

    /** Debezium would take the one for the other. */
    @Test
    void namesThatDifferInCaseOnlyDoNotLetAnExcludedColumnThrough() {
        List<TableRule> rules = List.of(rule("s.kept"), rule("s.*", "secret"));
        String list = new TableFilters(rules).excluded(List.of(new TableId("s", "KEPT")), table -> rules.getLast());

        assertThat(matches(list, "s.KEPT.secret")).isTrue();
    }

    @Property
    void everyNameIsARegularExpressionOfItselfAlone(@ForAll String column) {
        Assume.that(!column.isBlank());
        String list = new TableFilters(List.of(rule("s.t", column))).excluded(List.of(), table -> rule("s.t"));

        assertThat(list.split("(?<!\\\\),")).hasSize(1);
        assertThat(Pattern.matches(list, "s.t." + column)).isTrue();
        assertThat(Pattern.matches(list, "s.tx" + column)).isFalse();
        assertThat(Pattern.matches(list, "s.t.x" + column)).isFalse();
    }
}
