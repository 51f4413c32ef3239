//! Training curves: the log as lines of comma-separated values, and a drawing of it.

use std::fmt::Write;

/// One line of the log.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Point {
    /// Steps done.
    pub step: u64,
    /// Mean training loss since the last line.
    pub loss: f32,
    /// Loss on held-out goals.
    pub held_out: f32,
    /// Share of their productions among the likeliest ten.
    pub recall: f32,
    /// Seconds since the run began, all its parts together.
    pub seconds: f64,
}

/// The log.
pub fn csv(points: &[Point]) -> String {
    let mut out = "step,loss,held_out_loss,held_out_recall_at_10,seconds\n".to_owned();
    for p in points {
        let _ = writeln!(out, "{},{:.5},{:.5},{:.4},{:.0}", p.step, p.loss, p.held_out, p.recall, p.seconds);
    }
    out
}

/// Reads a log back; lines that are none are left out.
pub fn parse(text: &str) -> Vec<Point> {
    let point = |line: &str| {
        let mut fields = line.split(',');
        let mut next = || fields.next().and_then(|f| f.parse::<f64>().ok());
        Some(Point {
            step: next()? as u64,
            loss: next()? as f32,
            held_out: next()? as f32,
            recall: next()? as f32,
            seconds: next()?,
        })
    };
    text.lines().filter_map(point).collect()
}

const WIDTH: f64 = 640.0;
const HEIGHT: f64 = 320.0;
const MARGIN: f64 = 48.0;

/// Draws both losses, and the recall on a scale of its own.
pub fn svg(points: &[Point]) -> String {
    let last = points.iter().map(|p| p.step).max().unwrap_or(1).max(1) as f64;
    let most = points.iter().flat_map(|p| [p.loss, p.held_out]).fold(0.0_f32, f32::max).max(1e-6);
    let x = |step: u64| MARGIN + (WIDTH - 2.0 * MARGIN) * step as f64 / last;
    let y = |share: f32| HEIGHT - MARGIN - (HEIGHT - 2.0 * MARGIN) * f64::from(share);
    let line = |value: &dyn Fn(&Point) -> f32, color: &str| {
        let points: Vec<String> = points.iter().map(|p| format!("{:.1},{:.1}", x(p.step), y(value(p)))).collect();
        format!("<polyline fill=\"none\" stroke=\"{color}\" stroke-width=\"1.5\" points=\"{}\"/>\n", points.join(" "))
    };
    let text = |x: f64, y: f64, color: &str, words: &str| {
        format!(
            "<text x=\"{x}\" y=\"{y}\" fill=\"{color}\" font-size=\"12\" font-family=\"sans-serif\">{words}</text>\n"
        )
    };
    let mut out = format!("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {HEIGHT}\">\n");
    let _ = writeln!(out, "<rect width=\"{WIDTH}\" height=\"{HEIGHT}\" fill=\"white\"/>");
    for tick in 0..=4 {
        let at = y(tick as f32 / 4.0);
        let _ =
            writeln!(out, "<line x1=\"{MARGIN}\" x2=\"{}\" y1=\"{at}\" y2=\"{at}\" stroke=\"#ddd\"/>", WIDTH - MARGIN);
        out += &text(4.0, at + 4.0, "#333", &format!("{:.3}", most * tick as f32 / 4.0));
        out += &text(WIDTH - MARGIN + 4.0, at + 4.0, "#2a7", &format!("{}%", tick * 25));
    }
    out += &line(&|p| p.loss / most, "#999");
    out += &line(&|p| p.held_out / most, "#c33");
    out += &line(&|p| p.recall, "#2a7");
    out += &text(MARGIN, 16.0, "#999", "training loss");
    out += &text(MARGIN + 110.0, 16.0, "#c33", "held-out loss");
    out += &text(MARGIN + 220.0, 16.0, "#2a7", "held-out productions among the likeliest ten");
    out += &text(WIDTH / 2.0 - 40.0, HEIGHT - 12.0, "#333", &format!("{last} steps"));
    out + "</svg>\n"
}
