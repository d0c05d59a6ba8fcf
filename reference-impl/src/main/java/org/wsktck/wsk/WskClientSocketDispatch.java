package org.wsktck.wsk;

/** A client's table of event callbacks for one socket; which record it has to be follows from the category. */
public interface WskClientSocketDispatch {}
