------------------------------- MODULE WskTypes -------------------------------
(***************************************************************************)
(* The words of WSK that the rules use.  Names are those of the Windows    *)
(* headers; a build check compares them with the catalogue's constants.    *)
(*                                                                         *)
(* Live objects (calls, IRPs, callbacks, peers) appear as slots: small     *)
(* numbers from 1 that are used again once the object is dead.  Slot 0 is  *)
(* `none', or an object that is dead or was never known.                   *)
(*                                                                         *)
(* Left out: addresses (a peer is a slot), payload bytes (a datagram shows *)
(* a label and facts about its content), time.                             *)
(***************************************************************************)
EXTENDS Naturals

Successes == {"STATUS_SUCCESS", "STATUS_PENDING", "STATUS_EVENT_PENDING"}
Failed(status) == status \notin Successes

(* How a call's status or an IRP's completion counts, for GEN-13. *)
Outcome(status) ==
    CASE status = "STATUS_PENDING" -> "pending"
      [] Failed(status)            -> "fail"
      [] OTHER                     -> "ok"

StandardNpi == "NPI_WSK_INTERFACE_ID"

(* The event of the extension interface that a target may offer (see       *)
(* Extension).  It is of no category.                                      *)
ExtensionEv == "ExtensionEvent"

(* The event that a flag of an EventMask switches. *)
EventOfFlag == [
    WSK_EVENT_RECEIVE_FROM |-> "WskReceiveFromEvent",
    WSK_EVENT_ACCEPT       |-> "WskAcceptEvent",
    WSK_EVENT_RECEIVE      |-> "WskReceiveEvent",
    WSK_EVENT_DISCONNECT   |-> "WskDisconnectEvent",
    WSK_EVENT_SEND_BACKLOG |-> "WskSendBacklogEvent"]
EventFlags == DOMAIN EventOfFlag
DisableFlag == "WSK_EVENT_DISABLE"

EventsOfMask(mask) == {EventOfFlag[f] : f \in mask \cap EventFlags}

(* The category that WskSocket's Flags ask for (GEN-15). *)
CategoryOf(flags) ==
    CASE "WSK_FLAG_DATAGRAM_SOCKET"   \in flags -> "datagram"
      [] "WSK_FLAG_LISTEN_SOCKET"     \in flags -> "listening"
      [] "WSK_FLAG_CONNECTION_SOCKET" \in flags -> "connection"
      [] "WSK_FLAG_STREAM_SOCKET"     \in flags -> "stream"
      [] OTHER                                  -> "basic"

(* Standard events of each category (GEN-04).  Those of a stream socket     *)
(* are those of the role that it takes: the category that s.as holds then. *)
EventsOf(category) ==
    CASE category = "datagram"   -> {"WskReceiveFromEvent"}
      [] category = "listening"  -> {"WskAcceptEvent", "WskInspectEvent", "WskAbortEvent"}
      [] category = "connection" -> {"WskReceiveEvent", "WskDisconnectEvent", "WskSendBacklogEvent"}
      [] OTHER                   -> {}

ConnectionEvents == EventsOf("connection")

(* Connection events that can be enabled on a socket of that category for  *)
(* the sockets that it accepts (LSN-10).  It never raises them itself.     *)
Inheritable(category) == IF category = "listening" THEN ConnectionEvents ELSE {}

InspectActions == {"WskInspectReject", "WskInspectAccept", "WskInspectPend"}

(* What an event callback may return (GEN-12, DGM-05, CON-06, DSC-05,      *)
(* BKL-03, CLI-04, LSN-06, CND-10, CND-18).                                *)
LegalReturns(event) ==
    CASE event = "WskAcceptEvent"      -> {"STATUS_SUCCESS", "STATUS_REQUEST_NOT_ACCEPTED"}
      [] event = "WskInspectEvent"     -> InspectActions
      [] event = "WskReceiveFromEvent" -> {"STATUS_SUCCESS", "STATUS_PENDING", "STATUS_DATA_NOT_ACCEPTED"}
      [] event = "WskReceiveEvent"     -> {"STATUS_SUCCESS", "STATUS_PENDING", "STATUS_DATA_NOT_ACCEPTED"}
      [] event = "WskClientEvent"      -> {"STATUS_SUCCESS", "STATUS_NOT_IMPLEMENTED"}
      [] OTHER                         -> {"STATUS_SUCCESS"}

(* Functions that create a socket, and the category that they ask for. *)
Creators == {"WskSocket", "WskSocketConnect"}
Requested(e) == IF e.fn = "WskSocketConnect" THEN "connection" ELSE CategoryOf(e.flags)

CallableIrqls == {"PASSIVE_LEVEL", "APC_LEVEL", "DISPATCH_LEVEL"}
===============================================================================
