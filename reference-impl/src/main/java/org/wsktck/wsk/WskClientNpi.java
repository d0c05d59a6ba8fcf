package org.wsktck.wsk;

import org.jspecify.annotations.Nullable;

/** WSK_CLIENT_NPI: what a client registers. */
public record WskClientNpi(@Nullable Object clientContext, WskClientDispatch dispatch) {}
