//! Lists: the course, the overview, the sites.

use crate::lesson::{Course, Exercise};
use crate::site::{Chosen, Profile, Reason};

use super::clean::Clean;
use super::screen::Screen;

/// Shows the lessons and their exercises.
pub fn show_course(screen: &Screen, course: &Course) {
    let paint = screen.paint;
    screen.line(&paint.strong(&Clean(&course.title).to_string()));
    let widest = course.exercises().map(|exercise| exercise.id.len()).max().unwrap_or_default();
    for lesson in &course.lessons {
        let minutes = lesson.teaching + lesson.exercises.iter().map(|exercise| exercise.minutes).sum::<u32>();
        let minutes = if minutes > 0 { format!(" ({minutes} min)") } else { String::new() };
        screen.line("");
        screen.line(&format!("{}  {}{}", paint.strong(&lesson.id), Clean(&lesson.title), paint.faint(&minutes)));
        for exercise in &lesson.exercises {
            let id = format!("{:<widest$}", exercise.id);
            screen.line(&format!(
                "  {}  {} {}",
                paint.command(&id),
                Clean(&exercise.title),
                paint.faint(&about(exercise))
            ));
        }
    }
    screen.line("");
    screen.line(&format!(
        "Read one: {}   Watch one: {}",
        paint.command("checker show LESSON"),
        paint.command("checker demo EXERCISE")
    ));
}

fn about(exercise: &Exercise) -> String {
    let goals = exercise.goals.len();
    format!("({} min, {goals} {})", exercise.minutes, if goals == 1 { "goal" } else { "goals" })
}

/// Shows where one is and what comes next.
pub fn show_overview(screen: &Screen, course: &Course, site: &Profile, reason: &Reason) {
    let paint = screen.paint;
    screen.line(&paint.strong(&Clean(&course.title).to_string()));
    let exercises = course.exercises().count();
    let minutes: u32 = course.lessons.iter().map(|lesson| lesson.teaching).sum::<u32>()
        + course.exercises().map(|exercise| exercise.minutes).sum::<u32>();
    screen.line(&format!("{} lessons, {exercises} exercises, about {minutes} minutes.", course.lessons.len()));
    screen.line(&format!("Site: {} ({}).", Clean(&site.name), why(reason)));
    screen.line("");
    let first = course.lessons.first().map_or("LESSON", |lesson| lesson.id.as_str());
    for (command, what) in [
        ("checker demo".to_owned(), "watch an exercise being solved in a real shell"),
        (format!("checker show {first}"), "read the first lesson"),
        ("checker list".to_owned(), "all lessons and exercises"),
        ("checker --help".to_owned(), "all commands"),
    ] {
        screen.line(&format!("  {}  {what}", paint.command(&format!("{command:<22}"))));
    }
}

/// Shows the sites, and which one is in use.
pub fn show_sites(screen: &Screen, sites: &[Profile], chosen: &Chosen<'_>) {
    let paint = screen.paint;
    screen.line(&format!(
        "Site: {} — {} ({}).",
        paint.strong(&chosen.profile.id),
        Clean(&chosen.profile.name),
        why(&chosen.reason)
    ));
    if let Some(page) = &chosen.profile.documentation {
        screen.line(&format!("Its own documentation: {}", Clean(page)));
    }
    screen.line("");
    for site in sites {
        let sign = if site.id == chosen.profile.id { paint.good("✔") } else { " ".to_owned() };
        let has = if site.has.is_empty() { String::new() } else { format!("has {}", site.has.join(", ")) };
        screen.line(&format!(
            "  {sign} {:<10} {}  {}",
            site.id,
            Clean(&site.name),
            paint.faint(&Clean(&has).to_string())
        ));
    }
    screen.line("");
    screen.line(&format!("Choose another: {}", paint.command("checker site set NAME")));
}

fn why(reason: &Reason) -> String {
    match reason {
        Reason::Asked => "as you asked".to_owned(),
        Reason::Remembered => "as you chose before".to_owned(),
        Reason::Recognised(mark) => format!("recognised by {}", Clean(mark)),
        Reason::Default => "no cluster was recognised".to_owned(),
    }
}
