package org.wsktck.reference;

import org.jspecify.annotations.Nullable;
import org.wsktck.wsk.CachedSecurityDescriptor;
import org.wsktck.wsk.ControlOutput;
import org.wsktck.wsk.Irp;
import org.wsktck.wsk.Npi;
import org.wsktck.wsk.NtStatus;
import org.wsktck.wsk.SockAddr;
import org.wsktck.wsk.WskClient;
import org.wsktck.wsk.WskClientConnectionDispatch;
import org.wsktck.wsk.WskClientSocketDispatch;
import org.wsktck.wsk.WskProviderDispatch;

/** The provider dispatch table: from the client pointer of a call to the client object. */
final class ClientDispatch implements WskProviderDispatch {
    private static ClientObject client(WskClient pointer) {
        if (pointer instanceof ClientObject client) {
            return client;
        }
        throw new IllegalArgumentException(
                "Not a client object of this provider: " + pointer + ". Pass the one that WskCaptureProviderNPI gave.");
    }

    @Override
    public int version() {
        return Npi.WSK_VERSION_1_0;
    }

    @Override
    public NtStatus wskSocket(
            WskClient client,
            int flags,
            @Nullable Object socketContext,
            @Nullable WskClientSocketDispatch dispatch,
            @Nullable CachedSecurityDescriptor securityDescriptor,
            Irp irp) {
        return client(client).socket(flags, socketContext, dispatch, securityDescriptor, irp);
    }

    @Override
    public NtStatus wskSocketConnect(
            WskClient client,
            SockAddr localAddress,
            SockAddr remoteAddress,
            @Nullable Object socketContext,
            @Nullable WskClientConnectionDispatch dispatch,
            @Nullable CachedSecurityDescriptor securityDescriptor,
            Irp irp) {
        return client(client)
                .socketConnect(localAddress, remoteAddress, socketContext, dispatch, securityDescriptor, irp);
    }

    @Override
    public NtStatus wskControlClient(
            WskClient client,
            int controlCode,
            @Nullable Object inputBuffer,
            @Nullable ControlOutput output,
            @Nullable Irp irp) {
        return client(client).control(controlCode, inputBuffer, output, irp);
    }
}
