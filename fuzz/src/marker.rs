//! Markers: what is shown is read as the same, and nobody who knows less says more.

use checker::packaging::{Marker, Target};

/// The input is a marker or not.
pub fn holds(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let Ok(marker) = text.parse::<Marker>() else { return };
    let again: Marker = marker.to_string().parse().expect("what is shown is a marker");
    assert_eq!(again, marker);
    let line = Target::linux(Some("3.11"));
    let full = Target::linux(Some("3.11.7")).with("platform_machine", "x86_64");
    for (less, more) in [(Target::default(), line.clone()), (line.clone(), full.clone())] {
        let (less, more) = (marker.holds(&less), marker.holds(&more));
        assert!(less.is_none() || less == more, "{marker}: {less:?}, and with more known {more:?}");
    }
    let with_two = marker.holds(&full.clone().extra("a").extra("b"));
    let either = [marker.holds(&full.clone().extra("a")), marker.holds(&full.clone().extra("b"))];
    let names_sets = text.contains("extras");
    assert!(names_sets || with_two != Some(true) || either.contains(&Some(true)), "{marker}");
    for joined in ["and", "or"] {
        // Parentheses that were as deep as they may be are too deep now.
        if let Ok(twice) = format!("({marker}) {joined} ({marker})").parse::<Marker>() {
            assert_eq!(twice.holds(&full), marker.holds(&full), "{twice}");
        }
    }
}
