import { deepEqual } from 'node:assert/strict';
import { linesOf } from './across.js';
import { prepare } from './harness.js';

const RULE = 'input/open-redirect';

describe('pages of Spring that send a browser on', () => {
  before(prepare);

  const lines = (mark: string, method: string) =>
    linesOf(
      {
        'Pages.java': `
          import org.springframework.stereotype.Controller;
          import org.springframework.web.bind.annotation.*;
          ${mark}
          class Pages {
            @PostMapping("/in")
            ${method.trim()}
          }`,
      },
      RULE,
    );

  it('go where the caller says', () => {
    for (const method of [
      'String in(@RequestParam String next) { return "redirect:" + next; }',
      'String in(@RequestParam String next) { String page = "redirect:" + next; return page; }',
      'String in(@RequestParam String next) { return next == null ? "redirect:/" : "redirect:" + next; }',
      'String in(@ModelAttribute SignIn form) { return String.format("redirect:%s", form.getNext()); }',
      'String in(@RequestParam String next) { return "redirect:".concat(next); }',
      'String in(@RequestParam String next) { return UrlBasedViewResolver.REDIRECT_URL_PREFIX + next; }',
      'String in(HttpServletRequest request) { return "redirect:https://" + request.getParameter("host"); }',
      'String in(@RequestParam String next) { return to(next); } String to(String url) { return "redirect:" + url; }',
      'ModelAndView in(@RequestParam String next, ModelAndView page) { page.setViewName("redirect:" + next); return page; }',
      'RedirectView in(@RequestParam String next) { RedirectView view = new RedirectView(); view.setUrl(next); return view; }',
    ])
      deepEqual(lines('@Controller', method), ['Pages.java:6'], method);
  });

  it('stay on the server, or are told where by a list', () => {
    for (const method of [
      'String in(@RequestParam String id) { return "redirect:/orders/" + id; }',
      'String in(@RequestParam String id) { return String.format("redirect:/orders/%s", id); }',
      'String in(@RequestParam String id) { return String.format("redirect:%s/%s", HOME, id); }',
      'String in(@RequestParam String page) { return page; }',
      'String in(@RequestParam String page) { return "forward:" + page; }',
      'String in(@RequestParam String next) { if (!next.startsWith("/") || next.startsWith("//")) return "redirect:/"; return "redirect:" + next; }',
      'String in(@RequestParam String next) { if (!PAGES.contains(next)) { return "redirect:/"; } return "redirect:" + next; }',
      'String in(@RequestParam String next) { return "redirect:" + addresses.safe(next); }',
      'String in(HttpServletRequest request) { return "redirect:" + request.getHeader("Referer"); }',
      'String in(HttpSession session) { return "redirect:" + session.getAttribute("next"); }',
      '@ResponseBody String in(@RequestParam String next) { return "redirect:" + next; }',
      'void in(@RequestParam String next, Link link) { link.setUrl(next); }',
    ])
      deepEqual(lines('@Controller', method), [], method);
    const body = 'String in(@RequestParam String next) { return "redirect:" + next; }';
    deepEqual(lines('@RestController', body), []);
  });
});
