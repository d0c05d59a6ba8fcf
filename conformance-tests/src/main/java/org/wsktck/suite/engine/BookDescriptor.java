package org.wsktck.suite.engine;

import org.jspecify.annotations.Nullable;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.engine.support.descriptor.AbstractTestDescriptor;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.engine.support.hierarchical.Node;

/**
 * The scenarios of one group of rules.
 *
 * <p>When a target is selected by parameter, its name is part of the container's, and the tests tell no source: tools that name their files after the source would let the
 * results of one target take the place of another's.
 */
final class BookDescriptor extends AbstractTestDescriptor implements Node<RunContext> {
    BookDescriptor(UniqueId parent, Class<?> book, @Nullable String target) {
        super(
                parent.append("group", book.getSimpleName()),
                target == null ? book.getSimpleName() : book.getSimpleName() + " on " + target.replace(':', ' '),
                target == null ? ClassSource.from(book) : null);
    }

    @Override
    public Type getType() {
        return Type.CONTAINER;
    }
}
