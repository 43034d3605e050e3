//! One exercise that is open in one shell: what each notice leads to.

use std::path::PathBuf;
use std::sync::mpsc::{Receiver, TryRecvError};
use std::time::Instant;

use crate::machine::IndexAnswer;
use crate::progress::{Happening, Id, Mended, Saved, TaskMark};
use crate::run::{Attempt, Event, LiveStory};
use crate::session::Ran;
use crate::session::live::{Lost, Notice, Order, Over, Prompt, Request, Silence, stopped_programs};
use crate::ui::{self, Begun, Start};

use super::super::attending::News;
use super::super::failure::Failure;
use super::super::which;
use super::guide::Guide;
use super::{answers, has_title, title, words};

/// What comes after this shell.
#[derive(Debug)]
pub(super) enum Then {
    /// This exercise, in a fresh shell.
    Exercise(String),
    /// The session is over; this is said last.
    Leave(String),
    /// It is over, and not as the learner wanted.
    Fail(Failure),
}

/// What the learner is asked while a prompt waits.
#[derive(Debug, PartialEq, Eq)]
enum Asked {
    /// Whether to go on although the start-up files activate something.
    GoOn,
    /// What to do after the exercise.
    WhatNext(Option<String>),
}

/// An exercise that is open.
pub(super) struct Open<'a> {
    pub(super) attempt: &'a Attempt<'a>,
    pub(super) story: Option<LiveStory<'a>>,
    folder: String,
    put_down: Option<PathBuf>,
    /// The package index's answer, while it is waited for.
    index: Option<Receiver<IndexAnswer>>,
    began: Instant,
    /// What the learner typed.
    typed: Vec<String>,
    mistakes: usize,
    asked: Option<(u64, Asked)>,
    /// What comes after this shell, once the next prompt comes.
    pub(super) then: Option<Then>,
    is_lost: bool,
    /// Whether the folder's content is no longer the learner's own work: it was put aside, or removed.
    pub(super) is_given_up: bool,
    /// Whether it was said that nothing can be saved.
    said_unsaved: bool,
}

impl<'a> Open<'a> {
    pub(super) fn new(
        attempt: &'a Attempt<'a>,
        folder: String,
        put_down: Option<PathBuf>,
        index: Option<Receiver<IndexAnswer>>,
    ) -> Self {
        Open {
            attempt,
            story: None,
            folder,
            put_down,
            index,
            began: Instant::now(),
            typed: Vec::new(),
            mistakes: 0,
            asked: None,
            then: None,
            is_lost: false,
            is_given_up: false,
            said_unsaved: false,
        }
    }

    /// Takes a notice; returns what comes next once the shell has ended.
    pub(super) fn take(&mut self, guide: &mut Guide, notice: Notice) -> Result<Option<Then>, Failure> {
        if let Notice::Began(prompt) | Notice::Stepped(_, prompt) | Notice::Idle(prompt) = &notice {
            guide.last_shell = prompt.shell;
            if let (Some(story), true) = (&mut self.story, std::mem::take(&mut self.is_lost)) {
                story.in_sight();
            }
        }
        match notice {
            Notice::Began(prompt) => self.begin(guide, &prompt),
            Notice::Stepped(ran, prompt) => self.step(guide, Some(ran), &prompt),
            Notice::Idle(prompt) => self.step(guide, None, &prompt),
            Notice::Silent(silence) => self.silent(guide, &silence),
            Notice::Lost(lost) => self.lose(guide, &lost),
            Notice::Key(key) => self.key(guide, key),
            Notice::Asked(request) => self.answer(guide, request),
            Notice::Resized(columns, rows) => (guide.columns, guide.rows) = (columns, rows),
            Notice::Over(over) => return Ok(Some(self.over(guide, over))),
        }
        Ok(None)
    }

    fn begin(&mut self, guide: &mut Guide, prompt: &Prompt) {
        let exercise = self.attempt.exercise;
        self.began = Instant::now();
        let before = guide.record.exercise(exercise).goals(exercise);
        let reached = (0..exercise.goals.len()).take_while(|goal| before.contains(goal)).count();
        // One that was passed is open again only where it can be seen to be.
        let story = LiveStory::begin(self.attempt, prompt.state.clone(), reached);
        self.save(guide, Happening::Started, prompt.id);
        let page = guide.page();
        let remarks = words::remarks(guide, self.attempt, prompt, self.put_down.as_deref());
        ui::show_start(
            &page,
            &Start {
                exercise,
                reached: story.reached(),
                folder: &self.folder,
                lacks: &story.lacks(),
                remarks: &remarks,
            },
        );
        let own = words::activated_by_start_up(prompt);
        if let Some(own) = &own {
            ui::show_own_environment(&page, own);
        }
        self.entitle(guide, story.reached());
        self.story = Some(story);
        match own {
            Some(_) => self.ask(guide, prompt.id, page.take(), Asked::GoOn),
            None => {
                guide.order(Order::Say(prompt.id, page.take()));
                guide.order(Order::LetGo(prompt.id));
            }
        }
    }

    fn entitle(&self, guide: &Guide, reached: usize) {
        if has_title(&guide.context) {
            guide.order(Order::Title(title(self.attempt.exercise, reached)));
        }
    }

    fn ask(&mut self, guide: &Guide, prompt: u64, text: String, asked: Asked) {
        let keys: &[u8] = match &asked {
            // Ctrl-D means the same wherever a shell asks.
            Asked::GoOn => b"\r\nqQ\x04",
            Asked::WhatNext(Some(_)) => b"\r\nsSqQ\x04",
            Asked::WhatNext(None) => b"sSqQ\x04",
        };
        self.asked = Some((prompt, asked));
        guide.order(Order::Ask(prompt, text, keys));
    }

    /// A command has ended, or a prompt comes without one.
    fn step(&mut self, guide: &mut Guide, ran: Option<Ran>, prompt: &Prompt) {
        if let (Some(story), false) = (&mut self.story, self.is_given_up) {
            let typed = ran.as_ref().map_or("", |ran| ran.command.as_str());
            if !typed.is_empty() && !typed.trim_start().starts_with("checker ") {
                self.typed.push(typed.to_owned());
            }
            let before = story.reached();
            let mut happened = Vec::new();
            let page = guide.page();
            let exercise = self.attempt.exercise;
            let mut mistakes = 0;
            let mut tell = |event: Event<'_>| match event {
                Event::Reached { index, goal, .. } => {
                    happened.push(Happening::Reached { goal: index, task: TaskMark::of(goal) });
                }
                Event::Found { finding, .. } => {
                    mistakes += 1;
                    ui::show_mistake(&page, finding);
                    happened.extend(found(&finding.mistake, Mended::NotYet));
                }
                Event::Mended { mistake } => happened.extend(found(mistake, Mended::Mended)),
                Event::Unseen { goal } => ui::show_unseen(&page, goal),
                Event::Gone { index, why } => ui::show_gone(&page, exercise, index, why),
                Event::Typing { .. } | Event::Ran { .. } | Event::Waiting { .. } | Event::Ended(_) => {}
            };
            match ran {
                Some(ran) => story.step(ran, &prompt.names, &mut tell),
                None => story.idle(prompt.state.clone(), &mut tell),
            }
            let reached = story.reached();
            let is_done = reached > before && story.left() == 0;
            let ticks = guide.page();
            if reached > before {
                ui::show_reached(&ticks, exercise, before, reached);
                self.entitle(guide, reached);
            }
            self.mistakes += mistakes;
            // A tick is a promise: it is shown once it is saved.
            for what in happened {
                self.save(guide, what, prompt.id);
            }
            let text = ticks.take() + &page.take();
            if !text.is_empty() {
                guide.order(Order::Say(prompt.id, text));
            }
            if is_done && self.then.is_none() {
                return self.finish(guide, prompt.id);
            }
        }
        self.prompt(guide, prompt);
    }

    /// Every goal is reached.
    fn finish(&mut self, guide: &mut Guide, prompt: u64) {
        let exercise = self.attempt.exercise;
        let time = self.began.elapsed();
        self.save(guide, Happening::Passed { seconds: time.as_secs() }, prompt);
        let course = guide.loaded.clone();
        let next = which::next(&guide.context, &course, &guide.record, Some(exercise));
        let page = guide.page();
        let summary =
            words::summary(&course, exercise, time, self.mistakes, &self.typed, next, usize::from(guide.rows));
        ui::show_summary(&page, &summary);
        self.ask(guide, prompt, page.take(), Asked::WhatNext(next.map(|next| next.id.clone())));
    }

    /// A prompt is about to be drawn and nothing more is to be said.
    fn prompt(&mut self, guide: &mut Guide, prompt: &Prompt) {
        self.retry(guide, prompt.id);
        self.hear_of_index(guide, prompt.id);
        Self::hear_the_instructor(guide, prompt.id);
        if self.then.is_some() {
            return self.leave(guide, prompt.id, prompt.shell);
        }
        guide.order(Order::LetGo(prompt.id));
    }

    /// Shows what the instructor has said to the class.
    fn hear_the_instructor(guide: &mut Guide, prompt: u64) {
        let said = guide.record.class_said();
        if !said.is_empty() {
            let page = guide.page();
            ui::show_said(&page, &said);
            guide.order(Order::Say(prompt, page.take()));
        }
    }

    /// Says that the package index cannot be reached, once that is known.
    fn hear_of_index(&mut self, guide: &Guide, prompt: u64) {
        let answer = match self.index.as_ref().map(Receiver::try_recv) {
            Some(Ok(answer)) => Some(answer),
            Some(Err(TryRecvError::Empty)) | None => return,
            Some(Err(TryRecvError::Disconnected)) => None,
        };
        self.index = None;
        if let Some(remark) = answer.and_then(|answer| words::of_index(guide, self.attempt, answer)) {
            let page = guide.page();
            ui::show_remarks(&page, &[remark]);
            guide.order(Order::Say(prompt, page.take()));
        }
    }

    /// Ends the shell at this prompt, unless programs of the learner's would be lost with it.
    fn leave(&mut self, guide: &Guide, prompt: u64, shell: i32) {
        let stopped = stopped_programs(shell);
        if stopped.is_empty() {
            guide.order(Order::Leave(prompt));
            return;
        }
        self.then = None;
        let page = guide.page();
        ui::show_stopped(&page, &stopped);
        guide.order(Order::Say(prompt, page.take()));
        guide.order(Order::LetGo(prompt));
    }

    fn key(&mut self, guide: &mut Guide, key: u8) {
        let Some((prompt, asked)) = self.asked.take() else { return };
        let then = match (asked, key) {
            (Asked::GoOn, b'\r' | b'\n') | (Asked::WhatNext(_), b's' | b'S') => None,
            (Asked::WhatNext(Some(next)), b'\r' | b'\n') => Some(Then::Exercise(next)),
            _ => Some(Then::Leave(words::farewell(guide, self))),
        };
        match then {
            Some(then) => {
                self.then = Some(then);
                let shell = guide.last_shell;
                self.leave(guide, prompt, shell);
            }
            None => guide.order(Order::LetGo(prompt)),
        }
    }

    fn silent(&self, guide: &Guide, silence: &Silence) {
        let page = guide.page();
        ui::show_silence(&page, silence, words::full_place(guide, self.attempt).as_deref());
        guide.order(Order::Remark(page.take()));
    }

    fn lose(&mut self, guide: &Guide, lost: &Lost) {
        let begun = if self.story.is_some() { Begun::Yes } else { Begun::No };
        if !matches!(lost, Lost::Within(_)) {
            self.is_lost = true;
            if let Some(story) = &mut self.story {
                story.out_of_sight("the shell can no longer be seen".to_owned());
            }
        }
        let page = guide.page();
        ui::show_lost(&page, lost, begun, &guide.context.command("start"));
        guide.order(Order::Mention(page.take()));
    }

    fn answer(&mut self, guide: &mut Guide, request: Request) {
        let (text, exit) = answers::answer(guide, self, &request);
        request.answer(&text, exit.status());
    }

    fn over(&mut self, guide: &mut Guide, over: Over) -> Then {
        if let Some(then) = self.then.take() {
            return then;
        }
        if !over.began && !self.is_lost {
            return Then::Fail(words::never_began(&guide.context, over.status));
        }
        let page = guide.page();
        let mut happened = Vec::new();
        if let (Some(story), Some(last)) = (&mut self.story, over.last) {
            story.over(last, &mut |event| {
                if let Event::Found { finding, .. } = event {
                    ui::show_mistake(&page, finding);
                    happened.extend(found(&finding.mistake, Mended::NotYet));
                }
            });
        }
        for what in happened {
            self.save(guide, what, 0);
        }
        // The last chance to save what was held back: room may have been made since the last prompt.
        self.retry(guide, 0);
        guide.record.retry_class();
        ui::show_ending(&page, over.status);
        Then::Leave(page.take() + &words::farewell(guide, self))
    }

    /// Saves an event; says once when that is not possible.
    pub(super) fn save(&mut self, guide: &mut Guide, what: Happening, prompt: u64) {
        let saved = guide.record.add(self.attempt.exercise, what);
        self.say_saved(guide, &saved, prompt);
        Self::say_class(guide, prompt);
    }

    /// Says what has become of the class, where that is news.
    fn say_class(guide: &mut Guide, prompt: u64) {
        let lost = match guide.record.class_news() {
            Some(News::Lost(obstacle)) => Some(obstacle),
            Some(News::Again) => None,
            None => return,
        };
        let page = guide.page();
        ui::show_class_news(&page, lost);
        guide.order(Order::Say(prompt, page.take()));
    }

    fn retry(&mut self, guide: &mut Guide, prompt: u64) {
        if guide.record.held_back() > 0 {
            let saved = guide.record.retry();
            self.say_saved(guide, &saved, prompt);
        }
    }

    pub(super) fn say_saved(&mut self, guide: &Guide, saved: &Saved, prompt: u64) {
        let page = guide.page();
        match saved {
            Saved::Saved if self.said_unsaved => {
                self.said_unsaved = false;
                ui::show_saved_again(&page);
            }
            Saved::HeldBack(error) if !self.said_unsaved => {
                self.said_unsaved = true;
                ui::show_unsaved(&page, &error.to_string(), error.hint());
            }
            Saved::Saved | Saved::HeldBack(_) => return,
        }
        guide.order(Order::Say(prompt, page.take()));
    }
}

/// A mistake as an event; an id that is none cannot be kept, and stays on the screen only.
fn found(mistake: &str, mended: Mended) -> Option<Happening> {
    Id::new(mistake).ok().map(|mistake| Happening::Found { mistake, mended })
}
