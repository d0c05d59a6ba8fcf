package org.wsktck.suite.engine;

import java.util.LinkedHashSet;
import java.util.Set;
import org.junit.platform.engine.TestTag;
import org.wsktck.catalogue.Category;
import org.wsktck.catalogue.Rule;
import org.wsktck.report.model.Layer;

/** Tags by which tests are selected and joined with the catalogue: rule, group, categories, layer. */
final class Tags {
    private Tags() {}

    static Set<TestTag> of(Rule rule, Layer layer) {
        Set<TestTag> tags = new LinkedHashSet<>();
        tags.add(TestTag.create(rule.id()));
        tags.add(TestTag.create(rule.group()));
        for (Category category : rule.categories()) {
            tags.add(of(category));
        }
        tags.add(TestTag.create(layer.text()));
        return tags;
    }

    static TestTag of(Category category) {
        return TestTag.create(category.text());
    }
}
