------------------------------- MODULE Judging -------------------------------
(***************************************************************************)
(* How a rule speaks.  A rule of the catalogue is one operator of an       *)
(* observer state s and an observation e, named by its id (CND_07 for      *)
(* CND-07).  Its value says one of three things:                           *)
(*                                                                         *)
(*   "silent"   e gives the rule no occasion                               *)
(*   "kept"     the rule's antecedent holds and e agrees with the rule     *)
(*   "broken"   the rule's antecedent holds and e breaks the rule          *)
(*                                                                         *)
(* A rule of level `may' is latitude: it is "kept" when the latitude was   *)
(* used and is never "broken".                                             *)
(***************************************************************************)
EXTENDS Naturals, FiniteSets

Judge(applies, holds) == IF ~applies THEN "silent" ELSE IF holds THEN "kept" ELSE "broken"

Used(latitude) == IF latitude THEN "kept" ELSE "silent"

(* The worst of two verdicts, for a rule that two kinds of evidence bear on. *)
Worse(a, b) == IF "broken" \in {a, b} THEN "broken" ELSE IF "kept" \in {a, b} THEN "kept" ELSE "silent"

(* No rule has an occasion. *)
Silent == [x \in {} |-> "silent"]

Broken(verdicts) == {r \in DOMAIN verdicts : verdicts[r] = "broken"}
Occasions(verdicts) == {r \in DOMAIN verdicts : verdicts[r] # "silent"}

(* The same of a sequence of them. *)
AllBroken(groups) == UNION {Broken(groups[i]) : i \in DOMAIN groups}
AllOccasions(groups) == UNION {Occasions(groups[i]) : i \in DOMAIN groups}

Least(a, b) == IF a <= b THEN a ELSE b

(* One more, but never above the limit: counters that only ask `enough?'. *)
Saturate(n, limit) == IF n < limit THEN n + 1 ELSE n
===============================================================================
