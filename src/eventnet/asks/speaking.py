"""What speaks for a member, on their page in the community."""

from eventnet.asks.reliability import shown_reliability
from eventnet.members.views import also_said

also_said.append(shown_reliability)
