/** The suite as a JUnit Platform test engine: every scenario is one test, with its rule, group, categories and layer as tags. */
@NullMarked
package org.wsktck.suite.engine;

import org.jspecify.annotations.NullMarked;
