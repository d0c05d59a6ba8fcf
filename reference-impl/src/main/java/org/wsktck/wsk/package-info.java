/**
 * Winsock Kernel (WSK) as seen by a client, in Java: the names of {@code wsk.h} in camel case, without behaviour.
 *
 * <p>Whatever crosses the line between client and provider is an interface, a record of function references, or a
 * plain value, so that a decorator can stand between the two and imitate either side. A NULL pointer is {@code null}.
 * Structures passed by the client are copied by the provider during the call.
 */
@NullMarked
package org.wsktck.wsk;

import org.jspecify.annotations.NullMarked;
