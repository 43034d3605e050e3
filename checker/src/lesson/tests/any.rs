//! Any text at all is read.

use proptest::prelude::*;

use super::super::{CourseFiles, parse_course, parse_lesson, parse_troubleshooting, placeholders};
use super::PAGE;

proptest! {
    #[test]
    fn any_text_is_read_without_panic(text in any::<String>()) {
        parse_lesson("any.md", &text);
        parse_troubleshooting("any.md", &text);
        placeholders(&text);
    }

    #[test]
    fn any_lines_of_a_lesson_in_any_order_are_read_without_panic(
        lines in prop::collection::vec(prop::sample::select(PAGE.lines().collect::<Vec<_>>()), 0..60),
        end in prop::sample::select(&["\n", "\r\n", ""][..]),
    ) {
        let text = lines.join("\n") + end;
        let (lesson, complaints) = parse_lesson("any.md", &text);
        parse_troubleshooting("any.md", &text);
        let count = text.lines().count().max(1);
        for complaint in complaints {
            prop_assert!(complaint.place.line <= count);
            let line = text.lines().nth(complaint.place.line - 1).unwrap_or_default();
            prop_assert_eq!(line, complaint.place.text);
        }
        if let Some(lesson) = lesson {
            let mut at = 0;
            for node in &lesson.nodes {
                prop_assert_eq!(lesson.source[at..node.span().start].trim(), "");
                at = node.span().end;
            }
            prop_assert_eq!(lesson.source[at..].trim(), "");
        }
    }

    #[test]
    fn a_lesson_cut_or_spoilt_anywhere_is_read_without_panic(at in 0..PAGE.len(), put in ".{0,3}") {
        let at = (0..=at).rev().find(|at| PAGE.is_char_boundary(*at)).unwrap_or_default();
        parse_lesson("any.md", &PAGE[..at]);
        parse_lesson("any.md", &PAGE[at..]);
        parse_lesson("any.md", &[&PAGE[..at], put.as_str(), &PAGE[at..]].concat());
    }

    #[test]
    fn any_course_is_read_without_panic(course in any::<String>(), summary in any::<String>()) {
        let files = [("course.toml", course), ("SUMMARY.md", summary)];
        let files = files.map(|(name, text)| (name.to_owned(), text)).into_iter().collect();
        let _read = parse_course(&CourseFiles { folder_name: "any".to_owned(), files }, "");
    }
}
