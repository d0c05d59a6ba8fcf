/** The Java reference implementation as a target: a bench that plays client, network and environment as scripts say, and records what it sees. */
@NullMarked
package org.wsktck.adapter.reference;

import org.jspecify.annotations.NullMarked;
