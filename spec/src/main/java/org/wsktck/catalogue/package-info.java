/** The rule catalogue: what the documentation demands of a provider and of a client, with sources, levels and adopted readings. */
@NullMarked
package org.wsktck.catalogue;

import org.jspecify.annotations.NullMarked;
