/**
 * Messages to begin with, as Monaco's snippets: `${1:...}` is a place that Tab goes to. Pure data.
 *
 * @type {{label: string, doc: string, insert: string}[]}
 */
export const SNIPPETS = [
  {
    label: 'message text',
    doc: 'A text with two quick replies.',
    insert: `{
    "type": "TEXT",
    "text": "\${1:What would you like to do?}",
    "data": {
        "quick_replies": [
            {
                "actionable_text": "\${2:Yes}",
                "type": "TEXT_ONLY",
                "uri": "LAUNCH_CHANNEL",
                "payload": {"message": "\${2:Yes}", "gogo_message": ""},
                "is_default": 0,
                "location_required": False,
            },
            {
                "actionable_text": "\${3:No}",
                "type": "TEXT_ONLY",
                "uri": "LAUNCH_CHANNEL",
                "payload": {"message": "\${3:No}", "gogo_message": ""},
                "is_default": 0,
                "location_required": False,
            },
        ]
    },
}`,
  },
  {
    label: 'message button',
    doc: 'A text with a button that opens a page.',
    insert: `{
    "type": "BUTTON",
    "text": "\${1:Read more about it.}",
    "data": {
        "items": [
            {
                "actionable_text": "\${2:Open}",
                "type": "APP_ACTION",
                "uri": "LINK",
                "payload": {"url": "\${3:https://example.org}", "gogo_message": ""},
                "is_default": 0,
                "location_required": False,
            }
        ]
    },
}`,
  },
  {
    label: 'message carousel',
    doc: 'Cards side by side, each with a picture and a button.',
    insert: `{
    "type": "CAROUSEL",
    "text": "\${1:Choose one.}",
    "data": {
        "items": [
            {
                "title": "\${2:First}",
                "sub_title": "\${3:What it is}",
                "thumbnail": {"image": "\${4:https://example.org/first.png}"},
                "actionables": [
                    {
                        "actionable_text": "\${5:Choose}",
                        "type": "TEXT_ONLY",
                        "uri": "LAUNCH_CHANNEL",
                        "payload": {"message": "\${2:First}", "gogo_message": ""},
                        "is_default": 0,
                        "location_required": False,
                    }
                ],
            }
        ]
    },
}`,
  },
  {
    label: 'read the event',
    doc: 'The parts of the event that most nodes read.',
    insert: `turn = json.loads(event["body"])
entities = turn["entities"]
user = turn["user"]
variables = turn["env_variables"]
$0`,
  },
  {
    label: 'return a reply',
    doc: 'The end of `main`: a reply with its messages.',
    insert: `reply = {"status": \${1:True}, "response": [\${2:"Hello"}]}
return {"statusCode": 200, "body": json.dumps(reply)}
$0`,
  },
];
