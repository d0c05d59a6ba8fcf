/** Model checking: runs TLC on the models of {@code spec/tla} in processes of their own, and compares what it finds with the manifest. */
@NullMarked
package org.wsktck.modelcheck;

import org.jspecify.annotations.NullMarked;
