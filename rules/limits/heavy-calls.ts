import type { CallView } from '../../server/core/rule/views.js';

/**
 * Whether the call costs far more than a query: it starts a process or a browser, renders documents or pictures, asks a
 * language model, or sends mail and text messages.
 */
export function isHeavyCall({ module = '', receiver = '', callee, language }: CallView): boolean {
  const known = language === 'python' ? PYTHON : language === 'java' ? JAVA : SCRIPT;
  // The receiver says what a general name like `send` is about, by what it was imported from or declared as.
  return known.test(`${module} ${receiver} ${callee}`) || (language !== 'java' && MODELS.test(callee));
}

/** What clients of language models have in common. */
const MODELS =
  /(?:^|\.)(?:openai|anthropic|groq|mistral|llm|ai|client|_client)\.(?:chat\.completions|completions|responses|messages|embeddings|images|audio\.\w+)\.(?:create|generate)$/i;

const SCRIPT = new RegExp(
  [
    String.raw`^(?:node:)?child_process .*\b(?:exec|execFile|spawn|fork)(?:Sync)?$`,
    String.raw`\b(?:puppeteer|playwright|chromium)\.launch$|\bpage\.(?:pdf|screenshot)$`,
    String.raw`^(?:sharp|archiver|fluent-ffmpeg) \S* \w+$|^jimp \S* \w+\.read$|^tesseract\.js \S* (?:\w+\.)?recognize$`,
    String.raw`^(?:html-pdf|html-pdf-node|pdfmake|md-to-pdf) \S* [\w.]+$`,
    String.raw`\b(?:transporter|mailer|mailTransport|transport)\.sendMail$|\bsgMail\.send$|\b(?:twilio|sms)\w*\.messages\.create$`,
    String.raw`\bmodel\.generateContent$|^ai \S* (?:generate|stream)(?:Text|Object)$`,
  ].join('|'),
  'i',
);

const PYTHON = new RegExp(
  [
    String.raw` (?:subprocess\.(?:run|call|check_call|check_output|Popen)|os\.system|shutil\.make_archive)$`,
    String.raw`\b(?:chromium|browser)\.launch$|\bpage\.(?:pdf|screenshot)$|\bpdfkit\.from_\w+$|\.write_pdf$|\.to_excel$`,
    String.raw`^PIL\S* \S* Image\.open$|\b(?:ffmpeg|pytesseract)\.\w+$|\bwhisper\w*\.transcribe$`,
    String.raw`\b(?:smtp|smtp_server|server|mailer|fm|fastmail|fast_mail)\.(?:sendmail|send_message)$`,
  ].join('|'),
);

const JAVA = new RegExp(
  [
    String.raw`\bgetRuntime\(\)\.exec$|\bProcessBuilder\b.*\.start$`,
    String.raw`\b(?:JasperExportManager|JasperFillManager)\.\w+$|\bImageIO\.read$|\bThumbnails\.of\b`,
    String.raw`\b(?:ChatClient|ChatModel|OpenAiService|EmbeddingModel) \S+\.(?:call|prompt|createChatCompletion|embed)$`,
    String.raw`\b(?:JavaMailSender|MailSender) \S+\.send$|\b(?:javaM|m)ailSender\.send$`,
  ].join('|'),
);
