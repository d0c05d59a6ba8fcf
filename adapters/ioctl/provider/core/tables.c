/* The functions of each category, in the order of the headers. */
#include "wp_core.h"

#define BASIC {wp_control_socket, wp_close_socket}

static const WSK_PROVIDER_BASIC_DISPATCH BASIC_TABLE = BASIC;
static const WSK_PROVIDER_LISTEN_DISPATCH LISTEN_TABLE = {BASIC, wp_bind, wp_accept, wp_inspect_complete, wp_local_address};
static const WSK_PROVIDER_DATAGRAM_DISPATCH DATAGRAM_TABLE = {BASIC,           wp_bind,          wp_send_to,      wp_receive_from,
                                                              wp_release_datagrams, wp_local_address, wp_send_messages};
static const WSK_PROVIDER_CONNECTION_DISPATCH CONNECTION_TABLE = {BASIC,      wp_bind,       wp_connect,      wp_local_address, wp_remote_address, wp_send,
                                                                  wp_receive, wp_disconnect, wp_release_data, wp_connect_ex,    wp_send_ex,        wp_receive_ex};
static const WSK_PROVIDER_STREAM_DISPATCH STREAM_TABLE = {BASIC,         wp_bind,         wp_accept,        wp_connect,        wp_listen,     wp_send,   wp_receive,
                                                          wp_disconnect, wp_release_data, wp_local_address, wp_remote_address, wp_connect_ex, wp_send_ex, wp_receive_ex};

const VOID *wp_table_of(wp_category category) {
    switch (category) {
    case WP_LISTENING: return &LISTEN_TABLE;
    case WP_CONNECTION: return &CONNECTION_TABLE;
    case WP_DATAGRAM: return &DATAGRAM_TABLE;
    case WP_STREAM: return &STREAM_TABLE;
    default: return &BASIC_TABLE;
    }
}
