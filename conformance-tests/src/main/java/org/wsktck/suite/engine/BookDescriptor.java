package org.wsktck.suite.engine;

import org.junit.platform.engine.UniqueId;
import org.junit.platform.engine.support.descriptor.AbstractTestDescriptor;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.engine.support.hierarchical.Node;

/** The scenarios of one group of rules. */
final class BookDescriptor extends AbstractTestDescriptor implements Node<RunContext> {
    BookDescriptor(UniqueId parent, Class<?> book) {
        super(parent.append("group", book.getSimpleName()), book.getSimpleName(), ClassSource.from(book));
    }

    @Override
    public Type getType() {
        return Type.CONTAINER;
    }
}
