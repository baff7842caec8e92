/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* Which links of an answer lead anywhere, and how their targets are shown. */

#include "alcove-link-policy.h"

#include <string.h>

typedef struct
{
  const char *name;
  const char *target;
  const char *label;
  AlcoveLinkVerdict verdict;
  const char *shown; /* NULL: as it is */
} Vector;

#define REFUSED ALCOVE_LINK_REFUSED
#define SUSPICIOUS ALCOVE_LINK_SUSPICIOUS
#define PLAIN ALCOVE_LINK_PLAIN

static const Vector vectors[] = {
  { "https", "https://example.org/a?b=c#d", "the page", PLAIN, NULL },
  { "http", "http://example.org", "the page", PLAIN, NULL },
  { "port", "https://example.org:8443/", "x", PLAIN, NULL },
  { "capitals", "HTTPS://EXAMPLE.org/A", "x", PLAIN, "https://example.org/A" },
  { "same-label", "https://example.org/a", "https://example.org/a", PLAIN, NULL },
  { "same-host-label", "https://www.example.org/a", "example.org", PLAIN, NULL },
  { "ipv4", "http://192.168.1.1:8080/", "router", PLAIN, NULL },
  { "ipv6", "http://[::1]:8080/", "here", PLAIN, NULL },
  { "localhost", "http://localhost:11434", "Ollama", PLAIN, NULL },
  { "no-label", "https://example.org", NULL, PLAIN, NULL },
  { "mail", "mailto:me@example.org", "write to me", PLAIN, NULL },
  { "mail-same-label", "mailto:me@example.org", "me@example.org", PLAIN, NULL },
  { "mail-subject", "mailto:me@example.org?subject=a", "me", PLAIN, NULL },
  { "path-with-letters", "https://example.org/\303\274", "x", PLAIN, "https://example.org/%C3%BC" },
  { "query-with-address", "https://example.org/?u=https://example.net", "x", PLAIN, NULL },
  { "label-with-file-name", "https://example.org/x", "see main.rs, README.md and Node.js", PLAIN,
    NULL },
  { "label-with-abbreviation", "https://example.org/x", "i.e. this, v1.2", PLAIN, NULL },
  { "idn", "https://m\303\274nchen.de/a", "M\303\274nchen", PLAIN, "https://xn--mnchen-3ya.de/a" },
  { "idn-same-label", "https://m\303\274nchen.de/", "m\303\274nchen.de", PLAIN,
    "https://xn--mnchen-3ya.de/" },
  { "idn-ascii", "https://xn--mnchen-3ya.de/", "x", PLAIN, NULL },
  { "idn-japanese", "https://\346\227\245\346\234\254\343\201\256.jp/", "x", PLAIN,
    "https://xn--u9ju32nb2a.jp/" },
  { "idn-russian", "https://\321\200\320\276\321\201\321\201\320\270\321\217.\321\200\321\204/",
    "x", PLAIN, "https://xn--h1alffa9f.xn--p1ai/" },

  { "empty", "", "x", REFUSED, NULL },
  { "null", NULL, "x", REFUSED, "" },
  { "relative", "page.html", "x", REFUSED, NULL },
  { "fragment", "#a", "x", REFUSED, NULL },
  { "scheme-relative", "//example.org/a", "x", REFUSED, NULL },
  { "javascript", "javascript:alert(1)", "x", REFUSED, NULL },
  { "javascript-capitals", "JaVaScRiPt:alert(1)", "x", REFUSED, NULL },
  { "data", "data:text/html,<b>a</b>", "x", REFUSED, NULL },
  { "file", "file:///etc/passwd", "x", REFUSED, NULL },
  { "smb", "smb://example.org/share", "x", REFUSED, NULL },
  { "ftp", "ftp://example.org/", "x", REFUSED, NULL },
  { "ssh", "ssh://example.org", "x", REFUSED, NULL },
  { "steam", "steam://run/1", "x", REFUSED, NULL },
  { "vbscript", "vbscript:x", "x", REFUSED, NULL },
  { "tel", "tel:112", "x", REFUSED, NULL },
  { "no-host", "https:///a", "x", REFUSED, NULL },
  { "no-authority", "https:example.org", "x", REFUSED, NULL },
  { "dots-for-a-host", "https://../", "x", REFUSED, NULL },
  { "user", "https://bank.com@evil.example/", "x", REFUSED, NULL },
  { "user-password", "https://a:b@example.org/", "x", REFUSED, NULL },
  { "empty-user", "https://@example.org/", "x", REFUSED, NULL },
  { "space", "https://example.org/a b", "x", REFUSED, NULL },
  { "leading-space", " https://example.org/", "x", REFUSED, NULL },
  { "no-break-space", "https://example.org/\302\240", "x", REFUSED, NULL },
  { "tab", "https://exam\tple.org/", "x", REFUSED, "https://exam\tple.org/" },
  { "newline", "https://example.org/\nb", "x", REFUSED, NULL },
  { "control", "https://example.org/\001", "x", REFUSED, "https://example.org/[U+0001]" },
  { "c1-control", "https://example.org/\302\205", "x", REFUSED, "https://example.org/[U+0085]" },
  { "invalid-utf8", "https://example.org/\377", "x", REFUSED, "https://example.org/\357\277\275" },
  { "backslash", "https://example.org\\@evil.example/", "x", REFUSED, NULL },
  { "host-with-space-encoded", "https://a%20b.example/", "x", REFUSED, NULL },
  { "host-with-slash-encoded", "https://bank.com%2f.evil.example/", "x", REFUSED, NULL },
  { "host-with-nul-encoded", "https://bank.com%00.evil.example/", "x", REFUSED, NULL },
  { "bad-port", "https://example.org:99999/", "x", REFUSED, NULL },
  { "bad-ipv6", "https://[::1/", "x", REFUSED, NULL },
  { "mail-nobody", "mailto:", "x", REFUSED, NULL },
  { "mail-no-at", "mailto:me", "x", REFUSED, NULL },
  { "mail-attach", "mailto:me@example.org?attach=/etc/passwd", "x", REFUSED, NULL },
  { "mail-attachment", "mailto:me@example.org?Attachment=/etc/passwd", "x", REFUSED, NULL },
  { "mail-zero", "mailto:me@example.org?body=%00", "x", REFUSED, NULL },

  { "label-is-other-address", "https://evil.example/", "https://bank.com/", SUSPICIOUS, NULL },
  { "label-is-other-host", "https://evil.example/", "bank.com", SUSPICIOUS, NULL },
  { "label-is-other-www", "https://evil.example/", "www.bank.example", SUSPICIOUS, NULL },
  { "label-has-other-address", "https://evil.example/", "log in at https://bank.com, now",
    SUSPICIOUS, NULL },
  { "label-in-brackets", "https://evil.example/", "(bank.com)", SUSPICIOUS, NULL },
  { "label-with-path", "https://evil.example/", "bank.com/login", SUSPICIOUS, NULL },
  { "label-with-port", "https://evil.example/", "bank.com:443", SUSPICIOUS, NULL },
  { "label-capitals", "https://evil.example/", "BANK.COM", SUSPICIOUS, NULL },
  { "label-wide", "https://evil.example/", "\357\275\202\357\275\201\357\275\216\357\275\213.com",
    SUSPICIOUS, NULL },
  { "label-wide-dot", "https://evil.example/", "bank\343\200\202com", SUSPICIOUS, NULL },
  { "label-user", "https://evil.example/", "https://evil.example@bank.com", SUSPICIOUS, NULL },
  { "label-subdomain", "https://bank.com.evil.example/", "bank.com", SUSPICIOUS, NULL },
  { "label-other-mail", "mailto:a@evil.example", "me@bank.com", SUSPICIOUS, NULL },
  { "label-mail-of-other-host", "https://evil.example/", "me@bank.com", SUSPICIOUS, NULL },
  { "label-hidden", "https://example.org/", "a\342\200\256b", SUSPICIOUS, NULL },
  { "mixed-scripts", "https://b\320\260nk.com/", "x", SUSPICIOUS, "https://xn--bnk-6cd.com/" },
  { "mixed-scripts-ascii", "https://xn--bnk-6cd.com/", "x", SUSPICIOUS, NULL },
  { "all-lookalikes", "https://\320\260\321\200\321\200\323\217\320\265.com/", "x", SUSPICIOUS,
    "https://xn--80ak6aa92e.com/" },
  { "greek-and-latin", "https://g\316\277\316\277gle.com/", "x", SUSPICIOUS,
    "https://xn--ggle-0nda.com/" },
  { "bidi-in-path", "https://example.org/\342\200\256gpj.exe", "x", SUSPICIOUS,
    "https://example.org/%E2%80%AEgpj.exe" },
  { "zero-width-in-path", "https://example.org/a\342\200\213b", "x", SUSPICIOUS,
    "https://example.org/a%E2%80%8Bb" },
  { "number-for-a-host", "http://2130706433/", "x", SUSPICIOUS, NULL },
  { "hex-for-a-host", "http://0x7f.1/", "x", SUSPICIOUS, NULL },
  { "hex-at-the-end", "http://127.0.0.0x1/", "x", SUSPICIOUS, NULL },
};

static void
test_vector (gconstpointer data)
{
  const Vector *vector = data;
  g_autofree char *shown = NULL;
  AlcoveLinkVerdict verdict = alcove_link_policy_judge (vector->target, vector->label, &shown);

  g_assert_cmpint (verdict, ==, vector->verdict);
  g_assert_cmpstr (shown, ==, vector->shown ? vector->shown : vector->target);
  g_assert_cmpint (alcove_link_policy_judge (vector->target, vector->label, NULL), ==, verdict);
}

static void
test_long (void)
{
  g_autoptr (GString) target = g_string_new ("https://example.org/");

  g_assert_cmpint (alcove_link_policy_judge (target->str, "x", NULL), ==, PLAIN);
  while (target->len < 9000)
    g_string_append (target, "aaaaaaaa");
  g_assert_cmpint (alcove_link_policy_judge (target->str, "x", NULL), ==, REFUSED);
}

/* Whatever the target, it is shown as valid text without anything hidden, and only the three schemes open. */
static void
test_random (void)
{
  static const char *const pieces[] = {
    "https://", "http:",   "mailto:", "file://",  "javascript:",  "@",    ":",     "/", ".", "%00",
    "%2f",      "example", "com",     "\320\260", "\342\200\256", "\xff", "[::1]", "?", "#", "\\",
    " ",        "xn--"
  };
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);

  for (guint i = 0; i < 100000; i++)
    {
      g_autoptr (GString) target = g_string_new (NULL);
      g_autofree char *shown = NULL;
      AlcoveLinkVerdict verdict;

      for (gint n = g_rand_int_range (rand, 0, 8); n > 0; n--)
        g_string_append (target, pieces[g_rand_int_range (rand, 0, G_N_ELEMENTS (pieces))]);
      verdict = alcove_link_policy_judge (target->str, "a", &shown);
      g_assert_true (g_utf8_validate (shown, -1, NULL));
      g_assert_null (strstr (shown, "\342\200\256"));
      if (verdict == REFUSED)
        continue;
      g_assert_true (g_str_has_prefix (shown, "https://") || g_str_has_prefix (shown, "http://")
                     || g_str_has_prefix (shown, "mailto:"));
      g_assert_null (strpbrk (shown, " \\\t\n"));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  for (guint i = 0; i < G_N_ELEMENTS (vectors); i++)
    {
      g_autofree char *path = g_strconcat ("/link-policy/", vectors[i].name, NULL);

      g_test_add_data_func (path, &vectors[i], test_vector);
    }
  g_test_add_func ("/link-policy/long", test_long);
  g_test_add_func ("/link-policy/random", test_random);
  return g_test_run ();
}
