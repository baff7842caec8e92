/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */
#pragma once

/* made for these tests alone; the key opens nothing: one for 127.0.0.1 that ended in 2020, and one for another name */
#define EXPIRED_PEM                                                                                \
  "-----BEGIN CERTIFICATE-----\n"                                                                  \
  "MIIBfDCCASKgAwIBAgIUeYbSHMGYZnwfFtkRGc78iM6eymkwCgYIKoZIzj0EAwIw\n"                             \
  "FjEUMBIGA1UEAwwLYWxjb3ZlIHRlc3QwHhcNMjAwMTAxMDAwMDAwWhcNMjAwMjAx\n"                             \
  "MDAwMDAwWjAWMRQwEgYDVQQDDAthbGNvdmUgdGVzdDBZMBMGByqGSM49AgEGCCqG\n"                             \
  "SM49AwEHA0IABA+wmPeo03vHFML4PYUTH2/iyW6Aeg/lg40JLPu/IVPxTXKxYamm\n"                             \
  "3LpgTz6Ys/i+3lib13we7EJMXf7qACfwW4KjTjBMMBoGA1UdEQQTMBGHBH8AAAGC\n"                             \
  "CWxvY2FsaG9zdDAPBgNVHRMBAf8EBTADAQH/MB0GA1UdDgQWBBR0IplUAzkZezNS\n"                             \
  "5MDvedF2jobRKTAKBggqhkjOPQQDAgNIADBFAiBzF4Pyr57gK5VyfGhfbAcBg/V9\n"                             \
  "RkXaV+TVoL3SViZbxwIhAJAkcDfuLNNx6StMO/H63Ag+Hx2f4uzzksy3bUwauZvC\n"                             \
  "-----END CERTIFICATE-----\n"                                                                    \
  "-----BEGIN PRIVATE KEY-----\n"                                                                  \
  "MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgP4BFs4H8mO+1ceZ4\n"                             \
  "sRtekkffZTPBXlMwlZnPxpRVQoqhRANCAAQPsJj3qNN7xxTC+D2FEx9v4slugHoP\n"                             \
  "5YONCSz7vyFT8U1ysWGppty6YE8+mLP4vt5Ym9d8HuxCTF3+6gAn8FuC\n"                                     \
  "-----END PRIVATE KEY-----\n"

#define OTHER_NAME_PEM                                                                             \
  "-----BEGIN CERTIFICATE-----\n"                                                                  \
  "MIIBgTCCASagAwIBAgIUZbLb8COdnwnFtpWHsp8fcYcevhgwCgYIKoZIzj0EAwIw\n"                             \
  "FjEUMBIGA1UEAwwLYWxjb3ZlIHRlc3QwIBcNMjYxMTIwMDk1NjEyWhgPMjEyNjEw\n"                             \
  "MjcwOTU2MTJaMBYxFDASBgNVBAMMC2FsY292ZSB0ZXN0MFkwEwYHKoZIzj0CAQYI\n"                             \
  "KoZIzj0DAQcDQgAED7CY96jTe8cUwvg9hRMfb+LJboB6D+WDjQks+78hU/FNcrFh\n"                             \
  "qabcumBPPpiz+L7eWJvXfB7sQkxd/uoAJ/BbgqNQME4wHAYDVR0RBBUwE4IRZWxz\n"                             \
  "ZXdoZXJlLmV4YW1wbGUwDwYDVR0TAQH/BAUwAwEB/zAdBgNVHQ4EFgQUdCKZVAM5\n"                             \
  "GXszUuTA73nRdo6G0SkwCgYIKoZIzj0EAwIDSQAwRgIhAN/gB3eudHuGs84PMCpA\n"                             \
  "J7F7VsjlbjtMA0Enth5Tdd9RAiEAyLv3ulzYgtJmTljjyS4kOAE7yi2lOCZiby8h\n"                             \
  "lAKe6yg=\n"                                                                                     \
  "-----END CERTIFICATE-----\n"                                                                    \
  "-----BEGIN PRIVATE KEY-----\n"                                                                  \
  "MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgP4BFs4H8mO+1ceZ4\n"                             \
  "sRtekkffZTPBXlMwlZnPxpRVQoqhRANCAAQPsJj3qNN7xxTC+D2FEx9v4slugHoP\n"                             \
  "5YONCSz7vyFT8U1ysWGppty6YE8+mLP4vt5Ym9d8HuxCTF3+6gAn8FuC\n"                                     \
  "-----END PRIVATE KEY-----\n"
