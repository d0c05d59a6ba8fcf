/** The oracle: TLA+ operators, evaluated by TLC inside this process, judge observations. No rule is decided in Java. */
@NullMarked
package org.wsktck.oracle;

import org.jspecify.annotations.NullMarked;
