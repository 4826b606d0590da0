//! What a configuration accepts and refuses.

use super::*;

fn world() -> Settings {
    Settings {
        world: Some("world".into()),
        ..Settings::default()
    }
}

#[test]
fn a_world_directory_is_configuration_enough() {
    let config = world().into_config().unwrap();
    assert_eq!(config.jpki_crl, Path::new("world/jpki-crl"));
    assert_eq!(config.policy.crl_max_age, SignedDuration::from_hours(24));
    assert_eq!(config.policy.profile, Profile::Consent);
}

#[test]
fn flags_win_over_the_file() {
    let file = std::env::temp_dir().join(format!("kyotaku-{}.toml", std::process::id()));
    std::fs::write(&file, "world = \"elsewhere\"\nclock-skew-seconds = 5\n").unwrap();
    let config = world().with_file(&file).unwrap().into_config().unwrap();
    std::fs::remove_file(&file).unwrap();
    assert_eq!(config.device_ca, Path::new("world/device-ca.pem"));
    assert_eq!(config.policy.clock_skew, SignedDuration::from_secs(5));
}

#[test]
fn metrics_stay_on_this_machine_unless_a_setting_says_otherwise() {
    let at = |address: &str, public| Settings {
        operations_listen: Some(address.parse().unwrap()),
        operations_public: public,
        ..world()
    };
    for address in ["127.0.0.1:9100", "[::1]:9100"] {
        assert!(
            at(address, None)
                .into_config()
                .unwrap()
                .operations
                .is_some()
        );
    }
    for address in ["0.0.0.0:9100", "[::]:9100", "192.0.2.1:9100"] {
        let refused = at(address, None).into_config().unwrap_err().to_string();
        assert!(refused.starts_with("operations-listen "), "{refused}");
        assert!(at(address, Some(true)).into_config().is_ok(), "{address}");
    }
    assert_eq!(world().into_config().unwrap().operations, None);
}

#[test]
fn browsers_see_the_certificate_of_devices_or_one_of_their_own_with_its_key() {
    let web = || Settings {
        web_listen: Some("127.0.0.1:0".parse().unwrap()),
        ..world()
    };
    let shared = web().into_config().unwrap().web.unwrap();
    assert_eq!(shared.tls.key, Path::new("world/tls-server.key"));
    let own = Settings {
        web_tls_certificate: Some("web.pem".into()),
        web_tls_key: Some("web.key".into()),
        ..web()
    };
    let own = own.into_config().unwrap().web.unwrap();
    assert_eq!(own.tls.certificate, Path::new("web.pem"));
    let half = Settings {
        web_tls_certificate: Some("web.pem".into()),
        ..web()
    };
    let refused = half.into_config().unwrap_err().to_string();
    assert_eq!(refused, "web-tls-key is not set");
}

#[test]
fn what_is_missing_or_out_of_range_is_named() {
    let refused = |settings: Settings| settings.into_config().unwrap_err().to_string();
    assert_eq!(refused(Settings::default()), "tls-certificate is not set");
    let version = Settings {
        minimum_app_version: Some("1.2".into()),
        ..world()
    };
    assert!(refused(version).starts_with("minimum-app-version "));
    let database = Settings {
        database: Some("mysql://user:word@host".into()),
        ..world()
    };
    assert!(
        database
            .database()
            .unwrap_err()
            .to_string()
            .starts_with("database ")
    );
    assert!(!format!("{database:?}").contains("word"));
    let ranges: [(&str, Settings); 7] = [
        (
            "clock-skew-seconds",
            Settings {
                clock_skew_seconds: Some(301),
                ..world()
            },
        ),
        (
            "crl-max-age-hours",
            Settings {
                crl_max_age_hours: Some(25),
                ..world()
            },
        ),
        (
            "max-body-bytes",
            Settings {
                max_body_bytes: Some(1),
                ..world()
            },
        ),
        (
            "max-connections",
            Settings {
                max_connections: Some(0),
                ..world()
            },
        ),
        (
            "handshake-timeout-seconds",
            Settings {
                handshake_timeout_seconds: Some(0),
                ..world()
            },
        ),
        (
            "request-timeout-seconds",
            Settings {
                request_timeout_seconds: Some(601),
                ..world()
            },
        ),
        (
            "shutdown-timeout-seconds",
            Settings {
                shutdown_timeout_seconds: Some(0),
                ..world()
            },
        ),
    ];
    for (key, settings) in ranges {
        assert!(refused(settings).starts_with(&format!("{key} ")), "{key}");
    }
}

#[test]
fn unknown_keys_and_wrong_types_of_a_file_are_named_and_the_line_is_not_quoted() {
    for (name, text, named) in [
        ("unknown", "liste = \"127.0.0.1:1\"", "liste"),
        ("address", "listen = \"here\"", "listen"),
        (
            "type",
            "log = \"info\"\nmax-connections = \"many\"",
            "line 2, max-connections",
        ),
        ("choice", "profile = \"all\"", "profile"),
        (
            "bare",
            "\ndatabase = postgres://user:word@host/db",
            "line 2, database",
        ),
        (
            "list",
            "database = [\"postgres://user:word@host/db\"]",
            "database",
        ),
        (
            "open",
            "database = \"postgres://user:word@host/db",
            "database",
        ),
        (
            "twice",
            "database = \"sqlite:a\"\ndatabase = \"postgres://u:word@h\"",
            "database",
        ),
    ] {
        let file = std::env::temp_dir().join(format!("kyotaku-{name}-{}", std::process::id()));
        std::fs::write(&file, text).unwrap();
        let error = world().with_file(&file).unwrap_err();
        std::fs::remove_file(&file).unwrap();
        assert!(error.to_string().contains(named), "{error}");
        for told in [error.to_string(), format!("{error:?}")] {
            assert!(!told.contains("word"), "{told}");
        }
    }
}

#[test]
fn a_terminal_is_configured_as_a_whole_or_not_at_all() {
    let part = Settings {
        terminal_key: Some("own.key".into()),
        ..world()
    };
    let refused = part.clone().into_config().unwrap_err().to_string();
    assert_eq!(refused, "terminal-root is not set");
    let whole = Settings {
        terminal_root: Some("own-root.cvc".into()),
        terminal_dv: Some("own-dv.cvc".into()),
        terminal_dv_key: Some("own-dv.key".into()),
        ..part
    };
    let own = whole.into_config().unwrap().terminal.unwrap();
    assert_eq!(own.root, Path::new("own-root.cvc"));
    assert_eq!(own.key, Path::new("own.key"));
    let of_world = world().into_config().unwrap().terminal.unwrap();
    assert_eq!(of_world.verifier_key, Path::new("world/terminal/dv.key"));
}
