/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: 2026 The Alcove authors */

/* The JSON of other programs: what each shape of it becomes. */

#include "alcove-error.h"
#include "alcove-json-reader.h"
#include "bundle-dump.h"

#define PNG "data:image/png;base64,iVBORw0KGgoAAAA="

typedef struct
{
  const char *name;
  const char *json;
  const char *format;
  const char *dump;
} Case;

/* A chat of Open WebUI whose history is that. */
#define OPEN(tree)                                                                                 \
  "{'id':'c1','title':'T','chat':{'models':['m'],'history':{'currentId':'b','messages':" tree      \
  "}},'created_at':1700000000}"
#define ANSWER(more)                                                                               \
  OPEN ("{'a':{'role':'user','content':'Q','parentId':null},'b':{'parentId':'a',"                  \
        "'role':'assistant'," more "}}")

/* An answer of Claude that says it. */
#define TAGGED(text)                                                                               \
  "[{'uuid':'c','name':'T','chat_messages':[{'uuid':'a','sender':'assistant','content':["          \
  "{'type':'text','text':'" text "'}]}]}]"

static const Case cases[] = {
  /* ---- Claude ---- */
  { "claude/tags",
    TAGGED ("Look:\\n<antThinking>A file.</antThinking>\\n\\n<antArtifact identifier=\\'a\\' "
            "type=\\'application/vnd.ant.code\\' language=\\'c\\' title=\\'A > B\\'>\\n"
            "# if\\n\\n```` \\n</antArtifact>\\n\\nDone. <antArtifact type=\\'text/markdown\\'>"
            "*Hi*</antArtifact> <antArtifact title=\\'x\\'>"),
    "claude",
    "T shows 1\n 1<0 assistant reasoning(A file.) text(Look:\n\n**A > B**\n\n`````c\n# "
    "if\n\n````\n`````"
    "\n\nDone. \n\n*Hi*\n\n <antArtifact title=\"x\">)\n" },
  { "claude/tags-that-do-not-end",
    TAGGED ("<antThinking> <antArtifact <antArtifact > <ant </antThinking"), "claude",
    "T shows 1\n 1<0 assistant text(<antThinking> <antArtifact <antArtifact > <ant "
    "</antThinking)\n" },

  /* ---- Open WebUI ---- */
  { "openwebui/tree",
    "[{'id':'c1','user_id':'u','title':'T','chat':{'title':'T','models':['m1','m2'],'params':"
    "{'system':'Be kind','temperature':0.5},'history':{'currentId':'d','messages':{"
    "'a':{'id':'a','parentId':null,'childrenIds':['b','c'],'role':'user','content':'Q','timestamp':"
    "1700000000},"
    "'b':{'id':'b','parentId':'a','childrenIds':[],'role':'assistant','content':'A1','model':'m1',"
    "'done':true,'usage':{'prompt_tokens':3,'completion_tokens':4}},"
    "'c':{'id':'c','parentId':'a','childrenIds':['d'],'role':'assistant','content':'A2','model':"
    "'m2','info':{'prompt_eval_count':5,'eval_count':6}},"
    "'d':{'id':'d','parentId':'c','childrenIds':[],'role':'user','content':'Q2'}}},"
    "'messages':[{'role':'user','content':'x'}]},'created_at':1700000000,'updated_at':1700000100,"
    "'archived':true,'pinned':true,'folder_id':'f','meta':{'tags':['a']}}]",
    "open-webui",
    "T [m1] prompt(Be kind) {\"temperature\":0.5} shows 4 pinned archived\n"
    " 1<0 user text(Q)\n 2<1 assistant [m1] 3/4 text(A1)\n 3<1 assistant [m2] 5/6 text(A2)\n"
    " 4<3 user text(Q2)\n" },
  { "openwebui/wrapped",
    "{'exported':1,'conversations':[5," OPEN ("{'b':{'role':'user','content':'Q'}}") ",{}]}",
    "open-webui", "T [m] shows 1\n 1<0 user text(Q)\n!1/1 broken\n!1/3 broken\n" },
  { "openwebui/one", ANSWER ("'content':'A'"), "open-webui",
    "T [m] shows 2\n 1<0 user text(Q)\n 2<1 assistant text(A)\n" },
  { "openwebui/bare",
    "[{'id':'x','title':'Old','models':['llama'],'messages':[{'role':'user','content':'Q'},"
    "{'role':'assistant','content':'A','model':'llama'}],'timestamp':1700000000000}]",
    "open-webui", "Old [llama]\n 1<0 user text(Q)\n 2<1 assistant [llama] text(A)\n" },
  { "openwebui/children-only",
    OPEN ("{'a':{'childrenIds':['b'],'role':'user','content':'Q'},'b':{'role':'assistant',"
          "'content':'A'}}"),
    "open-webui", "T [m] shows 2\n 1<0 user text(Q)\n 2<1 assistant text(A)\n" },
  { "openwebui/no-names", "{'chat':{'history':{'messages':{'a':{'role':'user','content':'Q'}}}}}",
    "open-webui", "Q\n 1<0 user text(Q)\n" },
  { "openwebui/reasoning",
    ANSWER ("'content':'<details type=\\'reasoning\\' done=\\'true\\' duration=\\'3\\'>\\n"
            "<summary>Thought for 3 seconds</summary>\\n&gt; One &amp; two\\n&gt; \\n&gt; three\\n"
            "</details>\\n255'"),
    "open-webui",
    "T [m] shows 2\n 1<0 user text(Q)\n 2<1 assistant reasoning(One & two\n\nthree) text(255)\n" },
  { "openwebui/tools",
    ANSWER ("'content':'Look:\\n<details type=\\'tool_calls\\' done=\\'true\\' id=\\'call_1\\' "
            "name=\\'weather\\' arguments=\\'&quot;{\\\\&quot;city\\\\&quot;: "
            "\\\\&quot;Rome\\\\&quot;}&quot;\\' result=\\'&quot;18 &amp;gt; "
            "17&quot;\\'>\\n<summary>Tool Executed</summary>\\n</details>\\nWarm.'"),
    "open-webui",
    "T [m] shows 2\n 1<0 user text(Q)\n 2<1 assistant text(Look:\n) tool_call({\"city\": "
    "\"Rome\"}|weather) tool_result(18 &gt; 17|weather) text(Warm.)\n" },
  { "openwebui/code",
    ANSWER ("'content':'<details type=\\'code_interpreter\\' done=\\'true\\' "
            "output=\\'&quot;2&quot;\\'>\\n<summary>Analyzed</summary>\\n```python\\nprint(1 &lt; "
            "2)\\n```\\n</details>\\nTwo.'"),
    "open-webui",
    "T [m] shows 2\n 1<0 user text(Q)\n 2<1 assistant tool_call(```python\nprint(1 < "
    "2)\n```|code_interpreter) tool_result(2|code_interpreter) text(Two.)\n" },
  { "openwebui/other-details",
    ANSWER ("'content':'<details><summary>Mine</summary>x</details> and <details "
            "type=\\'reasoning\\'>never ends'"),
    "open-webui",
    "T [m] shows 2\n 1<0 user text(Q)\n 2<1 assistant text(<details><summary>Mine</summary>x"
    "</details> and <details type=\"reasoning\">never ends)\n" },
  { "openwebui/think", ANSWER ("'content':'<think>\\nhm\\n</think>\\n\\nYes'"), "open-webui",
    "T [m] shows 2\n 1<0 user text(Q)\n 2<1 assistant reasoning(hm) text(Yes)\n" },
  { "openwebui/output",
    ANSWER ("'content':'shown','output':[{'type':'reasoning','content':[{'type':'output_text',"
            "'text':'hm'}]},{'type':'function_call','name':'f','arguments':'{}'},"
            "{'type':'function_call_output','output':[{'type':'input_text','text':'r'}]},"
            "{'type':'message','content':[{'type':'output_text','text':'said'}]}]"),
    "open-webui",
    "T [m] shows 2\n 1<0 user text(Q)\n 2<1 assistant reasoning(hm) tool_call({}|f) "
    "tool_result(r) text(said)\n" },
  { "openwebui/output-without-words",
    ANSWER ("'content':'<details type=\\'reasoning\\'>x</details>shown','output':[{'type':"
            "'reasoning','summary':[{'text':'hm'}]}]"),
    "open-webui", "T [m] shows 2\n 1<0 user text(Q)\n 2<1 assistant reasoning(hm) text(shown)\n" },
  { "openwebui/beside",
    OPEN (
        "{'b':{'role':'user','content':'Q','files':[{'type':'image','url':'" PNG
        "'},{'type':'file','name':'a.txt','file':{'data':{'content':'words'}}},"
        "{'type':'collection','name':'Docs'},7]},"
        "'c':{'parentId':'b','role':'assistant','content':'A','sources':[{'source':{'name':'Page'},"
        "'metadata':[{'source':'https://a.example/','title':'A'},{'source':"
        "'https://a.example/'}]},{'source':{'name':'doc.pdf'},'document':['x']}]}}"),
    "open-webui",
    "T [m] shows 1\n 1<0 user image(|image/png 11) file(|a.txt|text/plain 5) file(|Docs) text(Q)\n"
    " 2<1 assistant text(A) citation(A) citation(doc.pdf)\n" },
  { "openwebui/errors",
    OPEN ("{'a':{'role':'user','content':'Q'},"
          "'b':{'parentId':'a','role':'assistant','content':'half','error':{'content':'broke'}},"
          "'c':{'parentId':'a','role':'assistant','content':'all of it','error':true},"
          "'d':{'parentId':'a','role':'assistant','content':'cut','done':false}}"),
    "open-webui",
    "T [m] shows 2\n 1<0 user text(Q)\n 2<1 assistant failed error(broke) text(half)\n"
    " 3<1 assistant failed error(all of it)\n 4<1 assistant truncated text(cut)\n" },
  { "openwebui/holes",
    OPEN ("{'a':{'role':'user','content':'Q'},'x':{'parentId':'a','done':true},'y':5,"
          "'b':{'parentId':'x','role':'assistant','content':'A'}}"),
    "open-webui",
    "T [m] shows 2\n 1<0 user text(Q)\n 2<1 assistant text(A)\n!1: x broken\n!1: y broken\n" },
  { "openwebui/cycle",
    OPEN ("{'a':{'role':'user','content':'Q','parentId':'b'},'b':{'role':'assistant','content':"
          "'A','parentId':'a'}}"),
    "open-webui", "!1 cyclic\n" },
  { "openwebui/rest",
    "[" OPEN ("{'a':{'role':'user','content':'Q'}}") "," OPEN ("{}") "," OPEN ("{'a':1}") ",3]",
    "open-webui", "T [m]\n 1<0 user text(Q)\n!2 empty\n!3 broken\n!4 broken\n" },

  /* ---- LibreChat ---- */
  { "librechat/linear",
    "{'conversationId':'c','title':'T','endpoint':'openAI','options':{'model':'gpt-4o',"
    "'promptPrefix':'Be kind','temperature':1},'messages':[{'messageId':'a','parentMessageId':null,"
    "'isCreatedByUser':true,'text':'Q','createdAt':'2024-05-29T00:33:03.661Z'},"
    "{'messageId':'b','isCreatedByUser':false,'sender':'GPT-4','model':'gpt-4o','text':"
    "':::thinking\\nhm\\n:::\\n\\nA','tokenCount':7}]}",
    "librechat",
    "T [gpt-4o] prompt(Be kind) {\"temperature\":1.0}\n 1<0 user text(Q)\n"
    " 2<1 assistant [gpt-4o] -1/7 reasoning(hm) text(A)\n" },
  { "librechat/branches",
    "{'conversationId':'c','title':'T','messages':[{'messageId':'a','parentMessageId':"
    "'00000000-0000-0000-0000-000000000000','sender':'User','text':'Q'},"
    "{'messageId':'b','parentMessageId':'a','sender':'GPT','text':'A1'},"
    "{'messageId':'c','parentMessageId':'a','sender':'GPT','text':'A2'},"
    "{'messageId':'d','parentMessageId':'00000000-0000-0000-0000-000000000000','sender':'User',"
    "'text':'Other'}]}",
    "librechat",
    "T\n 1<0 user text(Q)\n 2<1 assistant text(A1)\n 3<1 assistant text(A2)\n"
    " 4<0 user text(Other)\n" },
  { "librechat/recursive",
    "{'conversationId':'c','recursive':true,'messagesTree':[{'messageId':'a','isCreatedByUser':"
    "true,"
    "'text':'Q','children':[{'messageId':'b','isCreatedByUser':false,'text':'A','children':[]},"
    "{'isCreatedByUser':false,'text':'lost','children':[{'messageId':'d','isCreatedByUser':true,"
    "'text':'Q2'}]}]}]}",
    "librechat",
    "Q\n 1<0 user text(Q)\n 2<1 assistant text(A)\n 3<1 user text(Q2)\n!1: 2 broken\n" },
  { "librechat/content",
    "{'conversationId':'c','title':'T','messages':[{'messageId':'a','isCreatedByUser':false,"
    "'text':'','content':[{'type':'think','think':'hm'},{'type':'text','text':{'value':'Look'}},"
    "{'type':'tool_call','tool_call':{'id':'1','name':'f','args':'{}','output':'r'}},"
    "{'type':'tool_call','tool_call':{'type':'function','function':{'name':'g','arguments':'{}',"
    "'output':'s'}}},{'type':'image_url','image_url':{'url':'" PNG "'}},"
    "{'type':'image_file','image_file':{'filename':'x.png'}},{'type':'text','text':'A'}],"
    "'attachments':[{'type':'web_search','web_search':{'organic':[{'link':'https://a.example/',"
    "'title':'A'}]}}]}]}",
    "librechat",
    "T\n 1<0 assistant reasoning(hm) text(Look) tool_call({}|f) tool_result(r|f) tool_call({}|g) "
    "tool_result(s|g) image(|image/png 11) file(|x.png) text(A) citation(A)\n" },
  { "librechat/agent",
    "{'conversationId':'c','title':'T','options':{'model':'','promptPrefix':''},'messages':["
    "{'messageId':'a','isCreatedByUser':false,'model':'','text':'A','finish_reason':'',"
    "'attachments':[{'filename':'img.png','filepath':'/images/u/img.png','width':1,'toolCallId':"
    "'t'},{'type':'memory','memory':{'key':'k'}},7]}]}",
    "librechat", "T\n 1<0 assistant text(A) file(|img.png)\n" },
  { "librechat/ends",
    "{'conversationId':'c','title':'T','messages':[{'messageId':'a','isCreatedByUser':false,"
    "'text':'broke','error':true},{'messageId':'b','isCreatedByUser':false,'text':'half',"
    "'unfinished':true},{'messageId':'c','isCreatedByUser':true,'text':'Q','files':[{'filename':"
    "'a.pdf'}]}]}",
    "librechat",
    "T\n 1<0 assistant failed error(broke)\n 2<1 assistant stopped text(half)\n"
    " 3<2 user file(|a.pdf) text(Q)\n" },
  { "librechat/twice",
    "{'conversationId':'c','messages':[{'messageId':'a','isCreatedByUser':true,'text':'Q'},"
    "{'messageId':'a','isCreatedByUser':true,'text':'Q'}]}",
    "librechat", "!1 broken\n" },

  /* ---- Chatbot UI ---- */
  { "chatbotui/4",
    "{'version':4,'history':[{'id':'x','name':'T','messages':[{'role':'user','content':'Q'},"
    "{'role':'assistant','content':'A'}],'model':{'id':'gpt-4','name':'GPT-4'},'prompt':'Be kind',"
    "'temperature':0.5,'folderId':'f'},{'id':'y','name':'U','messages':[]},5],"
    "'folders':[{'id':'f','name':'Work','type':'chat'}],'prompts':[]}",
    "chatbot-ui",
    "T [gpt-4] prompt(Be kind) {\"temperature\":0.5} in Work\n 1<0 user text(Q)\n"
    " 2<1 assistant [gpt-4] text(A)\n!1/2 empty\n!1/3 broken\n" },
  { "chatbotui/1",
    "[{'id':1,'name':'T','messages':[{'role':'user','content':'Q'}]},{'id':2,'name':'T','messages':"
    "[{'role':'user','content':'Other'}]}]",
    "chatbot-ui", "T\n 1<0 user text(Q)\nT\n 1<0 user text(Other)\n" },
  { "chatbotui/2",
    "{'history':[{'id':1,'name':'T','messages':[{'role':'user','content':'Q'}],'folderId':7}],"
    "'folders':[{'id':7,'name':'Work'}]}",
    "chatbot-ui", "T in Work\n 1<0 user text(Q)\n" },
  { "chatbotui/stored",
    "{'apiKey':'k','conversationHistory':'[{\\'id\\':\\'x\\',\\'name\\':\\'T\\',\\'messages\\':"
    "[{\\'role\\':\\'user\\',\\'content\\':\\'Q\\'}],\\'folderId\\':\\'f\\'}]',"
    "'folders':'[{\\'id\\':\\'f\\',\\'name\\':\\'Work\\'}]'}",
    "chatbot-ui", "T in Work\n 1<0 user text(Q)\n" },
  { "chatbotui/stored-broken", "{'conversationHistory':'[{'}", "chatbot-ui", "!1 broken\n" },

  /* ---- Alpaca ---- */
  { "alpaca/titled",
    "{'My chat':[{'role':'user','content':[{'type':'image_url','image_url':{'url':'" PNG
    "'}},{'type':'text','text':'Q'}],'date':'2025/06/01 "
    "10:00:00','model':null},{'role':'assistant',"
    "'content':[{'type':'text','text':'A'}],'thinking':'hm','model':'llama'}]}",
    "alpaca",
    "My chat [llama]\n 1<0 user image(|image/png 11) text(Q)\n 2<1 assistant [llama] reasoning(hm) "
    "text(A)\n" },
  { "alpaca/plain",
    "{'messages':[{'role':'system','content':'Be kind'},{'role':'user','content':'Q'},{'role':"
    "'x'}]}",
    "alpaca", "Q\n 1<0 system text(Be kind)\n 2<1 user text(Q)\n!1: 3 broken\n" },
  { "alpaca/first",
    "{'chats':{'One':{'messages':{'1':{'role':'user','content':'Q','date':'2024/05/13 10:00'},"
    "'2':{'role':'assistant','content':'A','model':'llama','images':['iVBORw0KGgoAAAA=']}}},"
    "'Two':{'messages':{}}},'selected_chat':'One'}",
    "alpaca",
    "One [llama]\n 1<0 user text(Q)\n 2<1 assistant [llama] text(A) image(|image/png 11)\n"
    "!1/2 empty\n" },

  /* ---- Newelle ---- */
  { "newelle/one",
    "{'version':'1.0','export_metadata':{'exported_by':'Newelle','export_type':'single_chat'},"
    "'chat':{'name':'T','messages':[{'User':'User','Message':'Q','UUID':"
    "338770000845734292534325025077361652240},{'User':'Assistant','Message':'<think>hm</think>A'},"
    "{'User':'Console','Message':'[Tool: x]'},{'User':'File','Message':' /a/b.txt'},{'User':'User',"
    "'Message':'```image\\n" PNG "\\n```\\nWhat?'}]}}",
    "newelle",
    "T\n 1<0 user text(Q)\n 2<1 assistant reasoning(hm) text(A)\n 3<2 tool tool_result([Tool: x])\n"
    " 4<3 user file(|/a/b.txt)\n 5<4 user image(|image/png 11) text(What?)\n" },
  { "newelle/all",
    "{'export_metadata':{'exported_by':'Newelle'},'chats':[{'name':'T','messages':[{'User':'User',"
    "'Message':'Q'},{'User':'User'}]},{'name':'U','messages':[]},{'name':'V'}]}",
    "newelle", "T\n 1<0 user text(Q)\n!1/1: 2 broken\n!1/2 empty\n!1/3 broken\n" },
};

/* In the table a quote is a single one, and an escaped one stands within a string. */
static char *
dup_json (const char *text)
{
  GString *json = g_string_new (text);

  g_string_replace (json, "\\'", "\001", 0);
  g_string_replace (json, "'", "\"", 0);
  g_string_replace (json, "\001", "\\\"", 0);
  return g_string_free_and_steal (json);
}

static AlcoveImportReader *
open_text (const char *json)
{
  g_autoptr (GInputStream) stream
      = g_memory_input_stream_new_from_data (g_strdup (json), (gssize) strlen (json), g_free);

  return alcove_json_reader_new (stream, (goffset) strlen (json), NULL);
}

static void
test_case (gconstpointer data)
{
  const Case *one = data;
  g_autofree char *json = dup_json (one->json);
  g_autoptr (AlcoveImportReader) reader = open_text (json);
  g_autoptr (GError) error = NULL;
  g_autofree char *dump = dump_reader (reader, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (alcove_import_reader_get_format (reader), ==, one->format);
  g_assert_cmpstr (dump, ==, one->dump);
}

/* Messages within messages, deeper than a parser goes that calls itself: a long chat with a branch at its end. */
static void
test_deep (void)
{
  g_autoptr (GString) json
      = g_string_new ("{\"conversationId\":\"c\",\"title\":\"T\",\"messages\":[");
  g_autoptr (GString) expected = g_string_new ("T\n");
  g_autoptr (AlcoveImportReader) reader = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *dump = NULL;
  const guint n = 3000;

  for (guint i = 1; i <= n; i++)
    {
      g_string_append_printf (
          json,
          "{\"messageId\":\"%u\",\"parentMessageId\":\"%u\",\"isCreatedByUser\":"
          "true,\"x\":{\"children\":1},\"children\" : [",
          i, i - 1);
      g_string_append_printf (expected, " %u<%u user text(\\\"}]children)\n", i, i - 1);
    }
  g_string_append (json,
                   "{\"messageId\":\"A\",\"parentMessageId\":\"3000\",\"sender\":\"x\",\"text\":"
                   "\"a\",\"children\":[]},{\"messageId\":\"B\",\"parentMessageId\":\"3000\","
                   "\"sender\":\"x\",\"text\":\"b\"}");
  for (guint i = 1; i <= n; i++)
    g_string_append (json, "],\"y\":{},\"text\":\"\\\\\\\"}]children\"}");
  g_string_append (json, "]}");
  g_string_append_printf (expected, " 3001<3000 assistant text(a)\n 3002<3000 assistant text(b)\n");
  reader = open_text (json->str);
  dump = dump_reader (reader, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (dump, ==, expected->str);
}

/* Much has messages in it and is no chat of these programs. */
static void
test_unknown (void)
{
  static const char *const texts[]
      = { "{'messages':[]}",
          "{'messages':['a']}",
          "{'a':[{'role':'user'}]}",
          "{'conversationId':1}",
          "{'history':[1],'x':2}",
          "{'chat':{'messages':[]}}",
          "[{'name':'x'}]",
          "{'chats':{'a':{}}}",
          "{'export_metadata':{},'chats':[]}",
          "{'chat':5,'id':'x'}",
          "{'history':{'messages':3}}",
          "{'mapping':{'root':{'message':null},'1':{'message':{'model':'m','fragments':[]}}}}" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autofree char *json = dup_json (texts[i]);
      g_autoptr (AlcoveImportReader) reader = open_text (json);
      g_autoptr (GError) error = NULL;
      g_autofree char *dump = dump_reader (reader, &error);

      g_assert_cmpstr (dump, ==, NULL);
      g_assert_error (error, ALCOVE_ERROR, ALCOVE_ERROR_UNKNOWN_FORMAT);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/transfer/foreign/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  g_test_add_func ("/transfer/foreign/deep", test_deep);
  g_test_add_func ("/transfer/foreign/unknown", test_unknown);
  return g_test_run ();
}
