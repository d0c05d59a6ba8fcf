/** The channel to a WSK client that runs inside the kernel under test: its protocol, read from the one definition. */
@NullMarked
package org.wsktck.adapter.ioctl;

import org.jspecify.annotations.NullMarked;
