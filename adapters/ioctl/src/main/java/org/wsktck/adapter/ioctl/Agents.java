package org.wsktck.adapter.ioctl;

import org.wsktck.target.TargetException;

/** Where links to an agent with a fresh session come from. Only one is out at a time: the driver has one session. */
interface Agents extends AutoCloseable {
    /**
     * A link whose driver waits for the hello of a session. Waits while another one is out.
     *
     * @throws TargetException when there is no agent, with what to do about it
     */
    AgentChannel take() throws TargetException;

    /**
     * Takes a link back.
     *
     * @param sound whether its session came to its end in order
     */
    void give(AgentChannel link, boolean sound);

    @Override
    void close();
}
