"""What the page itself says between names and messages."""

from __future__ import annotations

from drafter.regex import expression

_NOTICE = expression(
    r"(?i)(?:you are now connected with .{1,80}|view .{1,80}[’']s? profile.{0,80}"
    r"|.{1,80} accepted your (?:invitation|request).{0,40}|(?:[·•]\s*)?[123](?:st|nd|rd)\+?(?: degree connection)?"
    r"|sie sind jetzt mit .{1,80} vernetzt|vous êtes (?:désormais|maintenant) en relation avec .{1,80}"
    r"|.{1,80} (?:die folgenden? nachricht(?:en)? gesendet|a envoyé (?:le message suivant|les messages suivants)"
    r" .{0,20}|envió (?:el siguiente mensaje|los siguientes mensajes) .{0,20}"
    r"|ha inviato (?:il seguente|i seguenti) messagg.{0,20}"
    r"|(?:heeft het|hebben de) volgende berichten? verzonden.{0,20}"
    r"|enviou (?:a seguinte|as seguintes) mensage.{0,20})"
    r"|(?:invitation from|einladung von|invitation de|invitación de|invito da|uitnodiging van|convite de) .{1,80}"
    r"|ora sei collegato (?:a|con) .{1,80}|ahora estás en contacto con .{1,80}|\d+ new messages?"
    r"|(?:conversation|chat|messages|unterhaltung|chatverlauf) (?:with|mit) .{1,80}|messaging|linkedin|inbox"
    r"|(?:active|online) now|mobile\s*[•·].{0,30}"
    r"|status is (?:online|offline|reachable))$"
)


def is_notice(line: str) -> bool:
    """Whether a line is the page's own: "You are now connected with ..."."""
    return bool(_NOTICE.match(line)) if len(line) <= 200 else False
