/**
 * Who runs when. Everything that moves in the reference implementation moves in a task of a {@link
 * org.wsktck.reference.scheduler.Scheduler}: one that is seeded and repeats itself bit for bit, or one of real threads.
 */
@NullMarked
package org.wsktck.reference.scheduler;

import org.jspecify.annotations.NullMarked;
