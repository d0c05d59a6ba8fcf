package org.wsktck.reference;

import org.wsktck.wsk.Irp;
import org.wsktck.wsk.NtStatus;
import org.wsktck.wsk.SockAddr;

/** A socket that has, or may come to have, a connection. */
interface ConnectionHost {
    /** The connection, there from the start and connected some day. */
    Connection connection();

    /** WskBind. */
    NtStatus bind(SockAddr wanted, Irp irp);

    /** WskConnect. */
    NtStatus connect(SockAddr remote, Irp irp);
}
