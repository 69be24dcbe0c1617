/**
 * Bearer tokens that somebody else's identity provider has signed: JWTs, verified by the provider's published keys (JWKS).
 *
 * <p>{@link dev.drawdown.api.jwt.JwtVerifier} says whether a token is genuine, meant for us and of now; what its claims let
 * its bearer do is said elsewhere. It alone knows the library. {@link dev.drawdown.api.jwt.KeyRing} decides when keys are
 * read, and knows neither JWTs nor HTTP.
 */
@NullMarked
package dev.drawdown.api.jwt;

import org.jspecify.annotations.NullMarked;
