//! Dreams are true, fitting works, and a run that stops and goes on ends where one that does not stop ends.

use std::sync::atomic::AtomicBool;
use std::sync::{Arc, LazyLock};

use candle_core::Device;

use crate::analysis::Snapshot;
use crate::core::eval::Machine;
use crate::core::infer::{self, Defaulting};
use crate::core::name::Name;
use crate::core::term::Term;
use crate::lang;
use crate::model::guide::{Learned, mixed, most_dearer};
use crate::model::network::{self, Goals, Items, Network, relations};
use crate::model::reading::{self, SEGMENT, SEGMENTS};
use crate::synth::budget::{Budget, Engines};
use crate::synth::dream::Bank;
use crate::synth::goal::Expected;
use crate::synth::guide::{Counted, Guide, Production, price};
use crate::synth::synthesize;
use crate::train::curve::{self, Point};
use crate::train::data::{self, Dreams, Record};
use crate::train::dream::Dreamed;
use crate::train::fit::{Fit, Recipe};
use crate::train::forbidden::Forbidden;
use crate::train::world::World;

fn counted() -> &'static Counted {
    static COUNTED: LazyLock<Counted> = LazyLock::new(|| Counted::parse(lang::ALL.iter().map(|row| row.counts)));
    &COUNTED
}

fn worlds(names: &[&str]) -> Vec<World> {
    let language = lang::ALL[0];
    let chosen = language.worlds.iter().filter(|(name, _)| names.contains(name));
    chosen
        .map(|(name, text)| {
            let snapshot = Snapshot::new(language, (*text).to_owned());
            assert!(snapshot.errors().is_empty(), "{name}: {:?}", snapshot.errors());
            assert!(snapshot.lowered().opaque.is_empty(), "{name}: {:?}", snapshot.lowered().opaque);
            let (components, datas) = snapshot.in_scope(Name::new("Main.f"));
            World::new((*name).to_owned(), snapshot.env().clone(), components, datas)
        })
        .collect()
}

fn some_dreams(dreams: &mut Dreams<'_>, count: usize) -> Vec<(Dreamed, Record)> {
    let cancel = Arc::new(AtomicBool::new(false));
    let mut out = Vec::new();
    while out.len() < count {
        out.extend(dreams.session(&cancel));
    }
    out.truncate(count);
    out
}

#[test]
fn every_world_is_understood() {
    let names: Vec<&str> = lang::ALL[0].worlds.iter().map(|(name, _)| *name).collect();
    for world in worlds(&names) {
        assert!(!reading::items(&data::empty(&world), &world.env, counted()).is_empty());
    }
}

#[test]
fn a_target_evaluated_anew_gives_the_results_of_its_examples() {
    let worlds = worlds(&["Lists", "Trees"]);
    let forbidden = Forbidden::default();
    let mut dreams = Dreams::new(&worlds, &forbidden, counted(), 3);
    for (dream, record) in some_dreams(&mut dreams, 12) {
        let env = &worlds[record.world as usize].env;
        let inferred = infer::expr(&dream.term, Some(&dream.goal.scheme), &[], env, Defaulting::Standard);
        assert!(inferred.errors.is_empty(), "{:?}: {:?}", dream.term, inferred.errors);
        let mut machine = Machine::new(env.clone());
        for example in &dream.goal.examples {
            let Expected::Value(expected) = &example.result else { panic!("a dream has results") };
            let args = example.dictionaries.iter().chain(&example.args).cloned().collect();
            let call = Term::app(inferred.term.clone(), args);
            let mut seen = |term: &Term| {
                let code = machine.compile(&[], term);
                let value = machine.suspend(code, &[]);
                machine.observe(value, 5_000)
            };
            assert_eq!(seen(&call), seen(expected), "{:?}", dream.term);
        }
        assert!(record.used.len() == dream.used.len(), "{:?} {:?}", dream.used, record.used);
    }
}

#[test]
fn what_a_suite_asks_is_not_dreamed() {
    let worlds = worlds(&["Lists"]);
    let nothing = Forbidden::default();
    let all = some_dreams(&mut Dreams::new(&worlds, &nothing, counted(), 5), 40);
    let mut forbidden = Forbidden::default();
    let env = &worlds[0].env;
    forbidden.add(&all[0].0.goal, env);
    assert!(!forbidden.allows(&all[0].0.goal, &all[0].0.term, env));
    let other = all[1..].iter().find(|(d, _)| d.goal.scheme != all[0].0.goal.scheme).unwrap();
    assert!(forbidden.allows(&other.0.goal, &other.0.term, env));
}

#[test]
fn the_same_seed_dreams_the_same_and_goes_on_where_it_stopped() {
    let worlds = worlds(&["Plain", "Shapes"]);
    let forbidden = Forbidden::default();
    let cancel = Arc::new(AtomicBool::new(false));
    let fill = |mut records: Vec<Record>, count: usize| {
        let mut dreams = Dreams::new(&worlds, &forbidden, counted(), 9);
        dreams.resume(&records);
        dreams.fill(&mut records, count, &cancel, &|_| ());
        records
    };
    let show =
        |records: &[Record]| format!("{:?}", records.iter().map(|r| (r.session, r.identity)).collect::<Vec<_>>());
    let whole = fill(Vec::new(), 16);
    let half = fill(Vec::new(), 6);
    assert_eq!(show(&fill(half, 16)), show(&whole));
}

fn small_set() -> (Vec<Record>, Vec<Vec<crate::model::reading::Item>>) {
    let worlds = worlds(&["Shapes"]);
    let forbidden = Forbidden::default();
    let mut dreams = Dreams::new(&worlds, &forbidden, counted(), 11);
    let records = some_dreams(&mut dreams, 8).into_iter().map(|(_, record)| record).collect();
    (records, std::mem::take(&mut dreams.items))
}

#[test]
fn every_variable_gets_a_gradient_and_the_shapes_are_right() {
    let (records, items) = small_set();
    let recipe = Recipe { seed: 1, steps: 10, batch: 8, rate: 1e-3 };
    let fit = Fit::new(recipe, &Device::Cpu).unwrap();
    assert_eq!(fit.untouched(&records, &items).unwrap(), Vec::<String>::new());
    for record in &records {
        assert!(record.reading.segments.len() <= SEGMENTS);
        assert!(record.reading.segments.iter().all(|s| s.len() <= SEGMENT && !s.is_empty()));
    }
    let readings: Vec<_> = records.iter().map(|r| &r.reading).collect();
    let network = Network { weights: fit.weights() };
    let goals = Goals::new(&readings, &Device::Cpu).unwrap();
    assert_eq!(network.goals(&goals).unwrap().dims(), [8, network::WIDTH]);
    let packed = Items::new(&items[0], &Device::Cpu).unwrap();
    let between = relations(&readings, &items[0], &Device::Cpu).unwrap();
    let logits = network.logits(&goals, &packed, &between).unwrap();
    assert_eq!(logits.dims(), [8, items[0].len()]);
    // A goal's logits do not depend on what it is batched with.
    let one = Goals::new(&readings[3..4], &Device::Cpu).unwrap();
    let between = relations(&readings[3..4], &items[0], &Device::Cpu).unwrap();
    let alone: Vec<Vec<f32>> = network.logits(&one, &packed, &between).unwrap().to_vec2().unwrap();
    let together: Vec<Vec<f32>> = logits.to_vec2().unwrap();
    assert!(alone[0].iter().zip(&together[3]).all(|(a, b)| (a - b).abs() < 1e-3));
}

#[test]
fn the_loss_falls_on_eight_goals_and_a_run_goes_on_exactly_where_it_stopped() {
    let (records, items) = small_set();
    let recipe = Recipe { seed: 1, steps: 40, batch: 8, rate: 2e-3 };
    let path = std::env::temp_dir().join(format!("wherein-fit-{}.safetensors", std::process::id()));
    let mut whole = Fit::new(recipe, &Device::Cpu).unwrap();
    let first = whole.advance(&records, &items).unwrap();
    let mut last = first;
    for step in 1..40 {
        if step == 25 {
            whole.save(&path).unwrap();
        }
        last = whole.advance(&records, &items).unwrap();
    }
    assert!(last < first / 2.0, "{first} {last}");
    let mut resumed = Fit::new(recipe, &Device::Cpu).unwrap();
    resumed.resume(&path).unwrap();
    assert_eq!(resumed.step, 25);
    for _ in 25..40 {
        resumed.advance(&records, &items).unwrap();
    }
    for (name, weight) in whole.weights() {
        let flat = |t: &candle_core::Tensor| t.flatten_all().unwrap().to_vec1::<f32>().unwrap();
        assert_eq!(flat(weight), flat(&resumed.weights()[name]), "{name}");
    }
    // What is written in half precision is read back nearly the same.
    whole.export(&path).unwrap();
    let loaded = network::load(&std::fs::read(&path).unwrap(), &Device::Cpu).unwrap();
    for (name, weight) in whole.weights() {
        let distance = (weight - &loaded[name]).unwrap().abs().unwrap().max_all().unwrap().to_scalar::<f32>().unwrap();
        assert!(distance < 4e-3, "{name}: {distance}");
    }
    std::fs::remove_file(&path).unwrap();
}

#[test]
fn the_embedded_network_costs_everything_within_bounds_and_finds_what_uniform_finds() {
    let worlds = worlds(&["Lists"]);
    let forbidden = Forbidden::default();
    let dreamed = some_dreams(&mut Dreams::new(&worlds, &forbidden, counted(), 2), 12);
    let (dream, _) = dreamed.into_iter().min_by_key(|(dream, _)| Bank::size(&dream.term)).unwrap();
    let learned = Learned::new(counted().clone(), Device::Cpu);
    assert!(learned.weights().is_ok());
    let env = &worlds[0].env;
    let told = learned.read(&dream.goal, env).unwrap();
    let anew = Learned::new(counted().clone(), Device::Cpu).read(&dream.goal, env).unwrap();
    for item in reading::items(&dream.goal, env, counted()) {
        let (cost, known) = (told.cost(item.production, None), counted().cost(item.production, None));
        assert!(cost >= 0.5, "{:?} {cost}", item.production);
        assert_eq!(cost, anew.cost(item.production, None), "{:?}", item.production);
        assert!(cost <= known + most_dearer() + 1e-4, "{:?} {cost} {known}", item.production);
    }
    let budget = Budget {
        steps: 60_000,
        memory_bytes: 1 << 30,
        deadline: None,
        cancel: Arc::new(AtomicBool::new(false)),
        count: 1,
        engines: Engines::default(),
    };
    let outcome = synthesize(&dream.goal, env, &learned, &budget);
    assert!(!outcome.candidates.is_empty(), "{:?}", dream.term);
    let again = synthesize(&dream.goal, env, &learned, &budget);
    assert_eq!(outcome.steps, again.steps);
}

#[test]
fn the_network_makes_nothing_much_dearer_than_the_counts() {
    for share in [0.0, 1e-9, 1e-4, 0.01, 0.1, 0.3, 0.9, 1.0] {
        for counted in [0.001, 0.004, 0.03, 0.1, 0.5] {
            let (cost, known) = (mixed(share, counted), price(counted));
            assert!(cost >= 0.5 && cost <= known + most_dearer() + 1e-4, "{share} {counted}: {cost}");
            assert!(mixed((share * 2.0).min(1.0), counted) <= cost, "likelier is not dearer");
            assert!(mixed(share, counted / 2.0) >= cost, "rarer is not cheaper");
        }
    }
    assert!(most_dearer() < 1.0);
    assert!(mixed(0.5, 0.001) < 0.7 && mixed(0.0005, 0.1) > 1.3, "and it says something");
}

#[test]
fn counts_become_costs() {
    let text = "# a comment\n-\tmap\t1500\n-\trare\t1\nData.Map\tinsert\t100\nnot a line\n";
    let counted = Counted::parse([text].into_iter());
    let cost = |name: &str| counted.cost(Production::Call(Name::new(name)), None);
    assert!(cost("Base.map") < cost("Data.Map.insert") && cost("Data.Map.insert") < cost("Base.rare"));
    assert!((cost("Main.mine") - cost("Base.rare")).abs() < 0.05, "what is not counted costs what the rare do");
    assert!(cost("Base.insert") > cost("Data.Map.insert"), "a group's names are its own");
    let share = |name: &str| counted.share(Production::Call(Name::new(name)));
    assert!(share("Base.map") > share("Data.Map.insert") && share("Base.rare") > 0.0);
    assert!((counted.cost(Production::If, None) - 1.0).abs() < 1e-6);
}

#[test]
fn the_log_is_read_back_and_drawn() {
    let points = vec![
        Point { step: 250, loss: 0.5, held_out: 0.25, recall: 0.5, seconds: 10.0 },
        Point { step: 500, loss: 0.25, held_out: 0.125, recall: 0.75, seconds: 20.0 },
    ];
    assert_eq!(curve::parse(&curve::csv(&points)), points);
    let drawing = curve::svg(&points);
    assert!(drawing.starts_with("<svg") && drawing.matches("<polyline").count() == 3);
}
