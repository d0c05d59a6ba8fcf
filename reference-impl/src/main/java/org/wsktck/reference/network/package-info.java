/** The wire under the reference implementation: in memory, or real UDP and TCP on this machine. */
@NullMarked
package org.wsktck.reference.network;

import org.jspecify.annotations.NullMarked;
