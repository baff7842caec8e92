/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

/* made for these tests alone, for 127.0.0.1; the key opens nothing */
#define SELF_SIGNED_PEM                                                                            \
  "-----BEGIN CERTIFICATE-----\n"                                                                  \
  "MIIBoDCCAUagAwIBAgIUXAAD0QAJfdZ36OchvopeXb/FDbcwCgYIKoZIzj0EAwIw\n"                             \
  "HDEaMBgGA1UEAwwRYWxjb3ZlIHRydXN0IHRlc3QwIBcNMjYxMTIwMDcyMTM1WhgP\n"                             \
  "MjEyNjEwMjcwNzIxMzVaMBwxGjAYBgNVBAMMEWFsY292ZSB0cnVzdCB0ZXN0MFkw\n"                             \
  "EwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEi2eSL/8RIdPJIqCW3ptAzHq6W3lhjnpz\n"                             \
  "7Jmbgox1RQyo5iZAsxF3mWE0lab3kmsV+ZyNMtFjRVVRoZGwvOE5hKNkMGIwHQYD\n"                             \
  "VR0OBBYEFP+87HYmrWb6aoNelHq0+NbpQ4mWMB8GA1UdIwQYMBaAFP+87HYmrWb6\n"                             \
  "aoNelHq0+NbpQ4mWMA8GA1UdEwEB/wQFMAMBAf8wDwYDVR0RBAgwBocEfwAAATAK\n"                             \
  "BggqhkjOPQQDAgNIADBFAiBHSBXTFe+EOYb6BH53onH9OklhUWcfoLWdofICnPrD\n"                             \
  "vQIhAM2u0Kc1LjV0qRv1padUsRkofLamVhELFI/MRe0Jshvd\n"                                             \
  "-----END CERTIFICATE-----\n"                                                                    \
  "-----BEGIN PRIVATE KEY-----\n"                                                                  \
  "MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgij9k8MWdLKrDBcSR\n"                             \
  "O5aLGwcKsKZpAT8FI3dYS6AMTxGhRANCAASLZ5Iv/xEh08kioJbem0DMerpbeWGO\n"                             \
  "enPsmZuCjHVFDKjmJkCzEXeZYTSVpveSaxX5nI0y0WNFVVGhkbC84TmE\n"                                     \
  "-----END PRIVATE KEY-----\n"

/* what `openssl x509 -fingerprint -sha256` says of it */
#define SELF_SIGNED_FINGERPRINT "63c604ec0ba2b3118c74da7d32b8191aa59ce02cad1319c306d841c5e5334cbe"
