//! Where the network runs.

use candle_core::Device;

/// The devices that can be asked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Choice {
    /// A graphics processor where the build and the machine have one, else the processor.
    #[default]
    Auto,
    /// The processor.
    Cpu,
    /// A CUDA device.
    Cuda,
    /// A Metal device.
    Metal,
}

/// Opens a device. `Auto` always succeeds; the others say what is missing.
pub fn open(choice: Choice) -> Result<Device, String> {
    match choice {
        Choice::Cpu => Ok(Device::Cpu),
        Choice::Cuda => cuda(),
        Choice::Metal => metal(),
        Choice::Auto => Ok(cuda().or_else(|_| metal()).unwrap_or(Device::Cpu)),
    }
}

/// The device's name for reports.
pub fn name(device: &Device) -> &'static str {
    match device {
        Device::Cpu => "cpu",
        Device::Cuda(_) => "cuda",
        Device::Metal(_) => "metal",
    }
}

#[cfg(feature = "cuda")]
fn cuda() -> Result<Device, String> {
    // The driver's library may be missing where this was built to load it late: that is a panic in the binding.
    match std::panic::catch_unwind(|| Device::new_cuda(0)) {
        Ok(Ok(device)) => Ok(device),
        Ok(Err(error)) => Err(format!("no CUDA device: {error}")),
        Err(_) => Err("no CUDA driver".to_owned()),
    }
}

#[cfg(not(feature = "cuda"))]
fn cuda() -> Result<Device, String> {
    Err("this build has no CUDA (cargo feature `cuda`)".to_owned())
}

#[cfg(feature = "metal")]
fn metal() -> Result<Device, String> {
    Device::new_metal(0).map_err(|error| format!("no Metal device: {error}"))
}

#[cfg(not(feature = "metal"))]
fn metal() -> Result<Device, String> {
    Err("this build has no Metal (cargo feature `metal`)".to_owned())
}
