package dev.drawdown.embedded.stripe;

/** What answers the calls of one method and path. */
interface ApiRoute {
    Answer answer(Session session, ApiRequest request);
}
